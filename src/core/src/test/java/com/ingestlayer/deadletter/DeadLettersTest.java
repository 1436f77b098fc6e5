package com.ingestlayer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryDeadLetterQueue queue = new InMemoryDeadLetterQueue(clock);
    private final DeadLetters letters = new DeadLetters(queue, new InMemoryDeliveryRecords(), clock);

    private void fill(int count) {
        IntStream.range(0, count).forEach(i -> queue.add("m" + i, "text " + i));
    }

    private List<String> seen(boolean patient) {
        List<String> seen = new ArrayList<>();
        letters.walk(patient, findings -> {
            findings.forEach(finding -> seen.add(finding.letter().text()));
            return Set.of();
        });
        return seen;
    }

    /** Sends every message again, in a run that ends by itself. */
    private void redriveAll() {
        letters.walk(true, findings -> {
            letters.redrive(findings);
            Set<String> gone = new HashSet<>();
            findings.forEach(finding -> gone.add(finding.letter().messageId()));
            return gone;
        });
    }

    @Test
    void aWalkShowsEachMessageOnceAndReleasesAll() {
        fill(47);
        assertThat(seen(false)).hasSize(47).doesNotHaveDuplicates();
        assertThat(queue.counts()).isEqualTo(new DeadLetterQueue.Counts(47, 0));
    }

    @Test
    void aFailedWalkReleasesAllMessages() {
        fill(3);
        assertThatThrownBy(() -> letters.walk(false, findings -> {
                    throw new UnavailableException("the Events table");
                }))
                .isInstanceOf(UnavailableException.class);
        assertThat(queue.counts().hidden()).isZero();
    }

    @Test
    void aPatientWalkWaitsForMessagesThatAKilledRunHid() {
        fill(30);
        queue.receive(Duration.ofSeconds(40));
        assertThat(seen(false)).hasSize(20);
        assertThat(seen(true)).hasSize(30);
    }

    @Test
    void aPatientWalkDoesNotWaitForever() {
        fill(10);
        queue.receive(Duration.ofHours(12));
        assertThat(seen(true)).isEmpty();
    }

    @Test
    void aRunThatDiesBetweenSendingAndDeletingIsRepeatedWithoutLoss() {
        fill(25);
        queue.deletes.set(true);
        assertThatThrownBy(this::redriveAll).isInstanceOf(UnavailableException.class);
        assertThat(queue.texts()).hasSize(25);
        queue.deletes.set(false);
        redriveAll();
        assertThat(queue.texts()).isEmpty();
        assertThat(queue.sent).hasSize(35);
        assertThat(new HashSet<>(queue.sent)).hasSize(25);
    }

    /** SQS moves such a message if crashes used up its receives after it had left flight to wait. */
    @Test
    void aRedrivenLetterThatTheQueueMovedGetsAllItsAttemptsAgain() {
        String moved = "{\"v\":2,\"delivery_id\":\"dlv_1\",\"event_id\":\"evt_01ARZ3NDEKTSV4RRFFQ69G5FAV\","
                + "\"event_type\":\"a.b\",\"pipeline\":\"p\",\"destination\":\"d\",\"kind\":\"webhook.out\","
                + "\"target\":\"https://a.example\",\"body\":\"{}\",\"enqueued_at\":\"2026-01-31T10:00:00Z\","
                + "\"attempt\":4,\"not_before\":\"2026-01-31T11:00:00Z\"}";
        queue.add("moved", moved);
        redriveAll();
        assertThat(queue.sent).containsExactly(moved.replace("\"attempt\":4,", ""));
        assertThat(queue.groups).containsExactly("p/d");
    }
}
