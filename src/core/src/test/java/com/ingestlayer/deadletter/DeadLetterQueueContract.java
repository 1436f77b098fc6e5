package com.ingestlayer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link DeadLetterQueue}. */
public abstract class DeadLetterQueueContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DeliveryKey ACME =
            new DeliveryKey(new EventId("evt_01ARZ3NDEKTSV4RRFFQ69G5FAV"), "track", "acme");

    protected abstract DeadLetterQueue queue();

    /** Adds messages as the deliveries queue does. */
    protected abstract void put(List<String> texts);

    /** Returns what was sent again so far: each text with its message group, or with an empty one. */
    protected abstract Map<String, String> sentAgain();

    private List<DeadLetter> receiveAll() {
        List<DeadLetter> all = new ArrayList<>();
        List<DeadLetter> received;
        do {
            received = queue().receive(HOUR);
            all.addAll(received);
        } while (!received.isEmpty());
        return all;
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }

    @Test
    public void aReceivedMessageIsHiddenUntilItIsReleased() {
        put(texts(25));
        assertThat(queue().counts()).isEqualTo(new DeadLetterQueue.Counts(25, 0));
        List<DeadLetter> all = receiveAll();
        assertThat(all).extracting(DeadLetter::text).containsExactlyInAnyOrderElementsOf(texts(25));
        assertThat(all).allMatch(letter -> !letter.sentAt().isBefore(Instant.EPOCH.plusSeconds(1)));
        assertThat(queue().counts()).isEqualTo(new DeadLetterQueue.Counts(0, 25));
        queue().giveBack(all.stream().map(DeadLetter::receiptHandle).toList());
        assertThat(queue().counts()).isEqualTo(new DeadLetterQueue.Counts(25, 0));
        assertThat(receiveAll())
                .extracting(DeadLetter::messageId)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(DeadLetter::messageId).toList());
    }

    @Test
    public void aDeletedMessageIsGone() {
        put(texts(12));
        List<DeadLetter> all = receiveAll();
        queue().delete(all.subList(0, 11));
        assertThat(queue().counts()).isEqualTo(new DeadLetterQueue.Counts(0, 1));
    }

    @Test
    public void textsAreSentAgainUnchangedInTheirGroupsAndStayUntilTheyAreDeleted() {
        put(List.of("one ü", "two"));
        List<DeadLetter> all = receiveAll();
        DeadLetter one = all.stream()
                .filter(letter -> letter.text().equals("one ü"))
                .findFirst()
                .orElseThrow();
        queue().sendAgain(all, Map.of(one.messageId(), ACME));
        assertThat(sentAgain()).containsOnly(Map.entry("one ü", "track/acme"), Map.entry("two", ""));
        assertThat(queue().counts().hidden()).isEqualTo(2);
    }
}
