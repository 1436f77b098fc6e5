package com.ingestlayer.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.aws.Taps;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.events.DynamoDbDeadDeliveries;
import com.ingestlayer.aws.events.DynamoDbEventStore;
import com.ingestlayer.aws.table.ShardedIndex.Place;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ShardedIndexTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);

    /** Writes events of one type, and counts the writes for each hash key of each index. */
    private Map<String, Integer> writesByKey(int events, IntFunction<EventId> ids) {
        Map<String, Integer> writes = new ConcurrentHashMap<>();
        String table = TestEngines.newEventsTable();
        DynamoDbClient dynamoDb = TestEngines.dynamoDb();
        DynamoDbClient counting = Taps.on(dynamoDb, (operation, request, onwards) -> {
            for (WriteRequest write :
                    ((BatchWriteItemRequest) request).requestItems().get(table)) {
                for (var index : TableSchemas.events(table).globalSecondaryIndexes()) {
                    String hash = index.keySchema().get(0).attributeName();
                    AttributeValue key = write.putRequest().item().get(hash);
                    if (key != null) {
                        writes.merge(hash + "=" + key.s(), 1, Integer::sum);
                    }
                }
            }
            return onwards.get();
        });
        new DynamoDbEventStore(counting, table, Duration.ofDays(90), Workers.start("test"), clock)
                .append(IntStream.range(0, events)
                        .mapToObj(i -> {
                            clock.advance(Duration.ofMillis(1));
                            return new Event(ids.apply(i), "feature.used", clock.instant(), "sdk.event", Json.object());
                        })
                        .map(event -> new AcceptedEvent(event, NOW, List.of()))
                        .toList());
        return new TreeMap<>(writes);
    }

    private static void assertFair(Map<String, Integer> writes, int events) {
        assertThat(writes).hasSize(ShardedIndex.SHARDS);
        assertThat(writes.values().stream().mapToInt(count -> count).sum()).isEqualTo(events);
        assertThat(writes.values()).allMatch(count -> count <= 1.25 * events / ShardedIndex.SHARDS);
    }

    @Test
    void aSkewedLoadIsSpreadEvenlyIfIdsAreDerivedFromKeys() {
        Map<String, Integer> writes = writesByKey(
                10_000, i -> Ids.derived("sdk.event", "a.b", "order-" + i, Duration.ofDays(1), clock.instant()));
        assertFair(writes, 10_000);
    }

    @Test
    void aSkewedLoadIsSpreadEvenlyIfIdsAreNew() {
        Ids ids = new Ids(clock, new Random(11));
        assertFair(writesByKey(10_000, i -> ids.fresh()), 10_000);
    }

    @Test
    void everyEventIsInAShardThatIsRead() {
        Ids ids = new Ids(clock, new Random(12));
        List<String> shards = ShardedIndex.shardsOf("a.b");
        assertThat(shards)
                .hasSize(ShardedIndex.SHARDS)
                .doesNotHaveDuplicates()
                .startsWith("a.b#0")
                .endsWith("a.b#f");
        assertThat(IntStream.range(0, 1000).mapToObj(i -> ShardedIndex.shardOf("a.b", ids.fresh())))
                .allMatch(shards::contains);
    }

    @Test
    void placesSortByTimeAndThenById() {
        Place first = new Place(NOW, new EventId("evt_" + "0".repeat(26)));
        Place last = new Place(NOW, new EventId("evt_" + "Z".repeat(26)));
        Place next = new Place(NOW.plusMillis(1), new EventId("evt_" + "0".repeat(26)));
        assertThat(List.of(first.toText(), last.toText(), next.toText())).isSorted();
        assertThat(Place.of(last.toText())).isEqualTo(last);
    }

    @Test
    void simultaneousDeathsAreSpreadEvenly() {
        Ids ids = new Ids(clock, new Random(13));
        Map<String, Integer> writes = new TreeMap<>();
        IntStream.range(0, 10_000)
                .mapToObj(i -> DynamoDbDeadDeliveries.shard(new DeliveryKey(ids.fresh(), "p", "d"))
                        .s())
                .forEach(key -> writes.merge(key, 1, Integer::sum));
        assertFair(writes, 10_000);
    }
}
