package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PrimingTest {
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final Priming priming = new Priming(new Authenticator(keys, Clock.systemUTC()));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aResourceAnswersBeforeTheSnapshotAndNothingIsLogged() {
        QuarkusMock.installMockForType(
                new HealthResource() {
                    @Override
                    public Response health() {
                        asked.incrementAndGet();
                        return super.health();
                    }
                },
                HealthResource.class);
        try (RecordedLog recorded = RecordedLog.start()) {
            priming.beforeSnapshot();
            priming.beforeCheckpoint(null);
            assertThat(recorded.text()).isEmpty();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aSilentOrRefusingTableDoesNotPreventTheSnapshot() {
        keys.reads.set(true);
        try (RecordedLog recorded = RecordedLog.start()) {
            priming.beforeSnapshot();
            keys.reads.refuse();
            priming.beforeSnapshot();
            assertThat(recorded.text().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("without a call of DynamoDB"));
        }
    }
}
