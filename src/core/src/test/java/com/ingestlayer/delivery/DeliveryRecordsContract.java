package com.ingestlayer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link DeliveryRecords}. */
public abstract class DeliveryRecordsContract {
    protected abstract DeliveryRecords records();

    private final Ids ids = new Ids(Clock.systemUTC(), new Random());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private DeliveryMessage message() {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "p", "d");
        return new DeliveryMessage(
                Ids.delivery(key.eventId(), "p", "d"),
                key,
                "a.b",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of("{}"),
                now);
    }

    private Attempt failed(int number) {
        return new Attempt(
                number, now, OptionalInt.of(500), Duration.ofMillis(12), Optional.of("HTTP 500"), Optional.of("oh no"));
    }

    private Attempt unanswered(int number) {
        return new Attempt(
                number, now, OptionalInt.empty(), Duration.ZERO, Optional.of("connection refused"), Optional.empty());
    }

    @Test
    public void aDeliveryWithoutAttemptsHasNoRecord() {
        assertThat(records().find(List.of(message().key()))).isEmpty();
    }

    @Test
    public void attemptsAreKeptInOrderWithAllTheirFields() {
        DeliveryMessage message = message();
        assertThat(records().append(message, failed(1), DeliveryStatus.RETRYING, Optional.of(now.plusSeconds(30))))
                .isTrue();
        assertThat(records().append(message, unanswered(2), DeliveryStatus.DEAD, Optional.empty()))
                .isTrue();
        assertThat(records().find(List.of(message.key())).get(message.key()))
                .isEqualTo(new DeliveryRecord(
                        message.deliveryId(),
                        message.key(),
                        Optional.of(message.target()),
                        DeliveryStatus.DEAD,
                        List.of(failed(1), unanswered(2)),
                        Optional.empty()));
    }

    @Test
    public void theNextAttemptIsKeptWhileOneIsPlanned() {
        DeliveryMessage message = message();
        records().append(message, failed(1), DeliveryStatus.RETRYING, Optional.of(now.plusSeconds(30)));
        assertThat(records().find(List.of(message.key())).get(message.key()).nextAttemptAt())
                .hasValue(now.plusSeconds(30));
    }

    @Test
    public void anAttemptIsWrittenOnceWhenTwoCopiesRace() {
        DeliveryMessage message = message();
        assertThat(records().append(message, failed(1), DeliveryStatus.RETRYING, Optional.of(now)))
                .isTrue();
        assertThat(records().append(message, unanswered(1), DeliveryStatus.DELIVERED, Optional.empty()))
                .isFalse();
        assertThat(records().append(message, unanswered(3), DeliveryStatus.DELIVERED, Optional.empty()))
                .isFalse();
        assertThat(records().find(List.of(message.key())).get(message.key()).attempts())
                .containsExactly(failed(1));
    }

    @Test
    public void onlyTheFirstAndTheLatestOfVeryManyAttemptsAreKept() {
        DeliveryMessage message = message();
        int count = 2 * DeliveryRecord.KEPT + 7;
        for (int number = 1; number <= count; number++) {
            assertThat(records().append(message, failed(number), DeliveryStatus.DEAD, Optional.empty()))
                    .isTrue();
            assertThat(records().append(message, unanswered(number), DeliveryStatus.DEAD, Optional.empty()))
                    .isFalse();
            assertThat(records().append(message, failed(number + 2), DeliveryStatus.DEAD, Optional.empty()))
                    .isFalse();
        }
        DeliveryRecord record = records().find(List.of(message.key())).get(message.key());
        assertThat(record.attempts())
                .extracting(Attempt::number)
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.of(1), IntStream.rangeClosed(count - DeliveryRecord.KEPT + 2, count))
                                .boxed()
                                .toList());
        assertThat(record.attempts()).allMatch(attempt -> attempt.httpStatus().isPresent());
        assertThat(record.attemptCount()).isEqualTo(count);
    }

    @Test
    public void findsManyRecordsInOneCall() {
        List<DeliveryMessage> messages =
                IntStream.range(0, 10).mapToObj(i -> message()).toList();
        messages.forEach(message -> records().append(message, failed(1), DeliveryStatus.RETRYING, Optional.of(now)));
        assertThat(records().find(messages.stream().map(DeliveryMessage::key).toList()))
                .hasSize(10);
    }

    @Test
    public void theRunOfAnAttemptIsKept() {
        DeliveryMessage message = message();
        Attempt replayed = failed(1).ofReplay(3);
        records().append(message, replayed, DeliveryStatus.RETRYING, Optional.empty());
        assertThat(records().find(List.of(message.key())).get(message.key()).attempts())
                .containsExactly(replayed);
    }
}
