package com.ingestlayer.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.table.ShardedIndex;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventHistoryContract;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.ingest.EventStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Tag("slow")
class DynamoDbEventHistoryTest extends EventHistoryContract {
    private static final Executor WORKERS = Workers.start("test");
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final EventQuery ALL = new EventQuery("a.b", Optional.empty(), Optional.empty());

    private final DynamoDbClient dynamoDb = TestEngines.dynamoDb();
    private final String table = TestEngines.newEventsTable();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-02-01T00:00:00.123Z"));

    private EventHistory archive(DynamoDbClient other) {
        return new DynamoDbEventHistory(other, table, WORKERS, clock);
    }

    @Override
    protected EventHistory archive() {
        return archive(dynamoDb);
    }

    @Override
    protected EventStore log() {
        return new DynamoDbEventStore(dynamoDb, table, RETENTION, WORKERS, clock);
    }

    @Override
    protected DeliveryRecords records() {
        return new DynamoDbDeliveryRecords(dynamoDb, table, RETENTION, WORKERS, clock);
    }

    @Test
    void anEventTakesOneCallHoweverLargeItsOversizedBodiesAre() {
        log().append(List.of(accepted("large", "a.b", NOON, "d")));
        new DynamoDbOversizedBodies(dynamoDb, table, RETENTION, WORKERS, clock)
                .put(new DeliveryKey(id("large"), "p", "d"), "x".repeat(3 * 1024 * 1024));
        CallCounter counter = new CallCounter();
        assertThat(archive(counter.around(dynamoDb))
                        .find(id("large"))
                        .orElseThrow()
                        .deliveries())
                .hasSize(1);
        assertThat(counter.calls()).isEqualTo(Map.of("Query", 1));
    }

    @Test
    void aPageTakesOneQueryPerShardAndOneRead() {
        log().append(IntStream.range(0, 101)
                .mapToObj(i -> accepted("e" + i, "a.b", NOON.plusSeconds(i)))
                .toList());
        CallCounter counter = new CallCounter();
        var page = archive(counter.around(dynamoDb)).list(ALL, Optional.empty(), 100);
        assertThat(page.items()).hasSize(100);
        assertThat(page.next()).isPresent();
        assertThat(counter.calls()).isEqualTo(Map.of("Query", ShardedIndex.SHARDS, "BatchGetItem", 1));
    }

    @Test
    void anExpiredEventIsOmittedEvenWhileTheTableStillHoldsIt() {
        log().append(List.of(accepted("old", "a.b", NOON, "d")));
        clock.advance(RETENTION.minusSeconds(1));
        assertThat(archive().find(id("old"))).isPresent();
        assertThat(archive().list(ALL, Optional.empty(), 9).items()).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(archive().find(id("old"))).isEmpty();
        assertThat(archive().list(ALL, Optional.empty(), 9).items()).isEmpty();
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        EventHistory archive = archive(TestEngines.dynamoDbAt(URI.create("http://localhost:1")));
        assertThatThrownBy(() -> archive.find(id("a")))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the Events table did not answer");
        assertThatThrownBy(() -> archive.list(ALL, Optional.empty(), 1)).isInstanceOf(UnavailableException.class);
    }
}
