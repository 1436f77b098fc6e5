package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** CallsIT tests that priming calls the table and nothing else. */
class PrimingTest {
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();
    private final Priming priming =
            new Priming(records, new HttpWebhookSender(Duration.ofSeconds(1), true, Proxies.none(), Clock.systemUTC()));

    @Test
    void theFunctionCanReadThePrimingBatch() {
        assertThatCode(priming::run).doesNotThrowAnyException();
    }

    @Test
    void aSilentTableDoesNotPreventTheSnapshot() {
        records.reads.set(true);
        assertThatCode(priming::run).doesNotThrowAnyException();
    }

    @Test
    void missingPermissionsDoNotPreventTheSnapshot() {
        records.reads.refuse();
        assertThatCode(priming::run).doesNotThrowAnyException();
    }
}
