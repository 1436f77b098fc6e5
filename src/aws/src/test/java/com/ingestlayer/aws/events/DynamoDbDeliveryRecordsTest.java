package com.ingestlayer.aws.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryRecordsContract;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DynamoDbDeliveryRecordsTest extends DeliveryRecordsContract {
    private final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final DeliveryRecords records = new DynamoDbDeliveryRecords(
            TestEngines.dynamoDb(), TestEngines.newEventsTable(), Duration.ofDays(90), Runnable::run, clock);

    @Override
    protected DeliveryRecords records() {
        return records;
    }

    @Test
    void anExpiredRecordIsOmittedEvenWhileTheTableStillHoldsIt() {
        DeliveryKey key = new DeliveryKey(new EventId("evt_01KFRM8V33ABCDEFGHJKMNPQRS"), "p", "d");
        DeliveryMessage message = new DeliveryMessage(
                "dlv_1", key, "a.b", DeliveryTarget.ofUrl("https://a.example/"), Optional.of("{}"), clock.instant());
        records.append(message, refused(), DeliveryStatus.DEAD, Optional.empty());
        clock.advance(Duration.ofDays(90));
        assertThat(records.find(List.of(key))).isEmpty();
        Attempt again = refused();
        assertThat(records.append(message, again, DeliveryStatus.RETRYING, Optional.empty()))
                .isTrue();
        assertThat(records.find(List.of(key)).get(key).attempts()).containsExactly(again);
    }

    private Attempt refused() {
        return new Attempt(
                1, clock.instant(), OptionalInt.empty(), Duration.ZERO, Optional.of("refused"), Optional.empty());
    }
}
