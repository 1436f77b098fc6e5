package com.ingestlayer.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.table.ShardedIndex;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.DeadDeliveriesContract;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbDeadDeliveriesTest extends DeadDeliveriesContract {
    private static final Executor WORKERS = Workers.start("test");
    private static final Duration RETENTION = Duration.ofDays(90);

    private final DynamoDbClient dynamoDb = TestEngines.dynamoDb();
    private final String table = TestEngines.newEventsTable();
    private final MutableClock clock = new MutableClock(NOON);

    private DeadDeliveries dead(DynamoDbClient other) {
        return new DynamoDbDeadDeliveries(other, table, WORKERS, clock);
    }

    @Override
    protected DeadDeliveries dead() {
        return dead(dynamoDb);
    }

    @Override
    protected DeliveryRecords records() {
        return new DynamoDbDeliveryRecords(dynamoDb, table, RETENTION, WORKERS, clock);
    }

    @Test
    void aPageTakesOneQueryPerShardAndOneRead() {
        IntStream.range(0, 101).forEach(i -> die(key("e" + i), NOON.plusSeconds(i)));
        CallCounter counter = new CallCounter();
        assertThat(dead(counter.around(dynamoDb))
                        .list(ALL, Optional.empty(), 100)
                        .items())
                .hasSize(100);
        assertThat(counter.calls()).isEqualTo(Map.of("Query", ShardedIndex.SHARDS, "BatchGetItem", 1));
    }

    @Test
    void anExpiredDeliveryIsOmittedEvenWhileTheTableStillHoldsIt() {
        die(key("old"), NOON);
        clock.advance(RETENTION.plusSeconds(1));
        assertThat(dead().list(ALL, Optional.empty(), 9).items()).isEmpty();
    }

    @Test
    void onlyDeadDeliveriesAreWrittenToTheIndex() {
        die(key("dead"), NOON);
        DeliveryKey key = key("dead");
        assertThat(TestEngines.dynamoDb()
                        .scan(scan -> scan.tableName(table).indexName(TableSchemas.DEAD_BY_DESTINATION.name()))
                        .items())
                .containsExactly(Map.of(
                        "event_id", AttributeValue.fromS(key.eventId().value()),
                        "item", AttributeValue.fromS("delivery#p#d"),
                        "dead_shard", AttributeValue.fromS(ShardedIndex.shardOf("p/d", key.eventId())),
                        "dead_order",
                                AttributeValue.fromS("2026-01-31T12:00:00.000Z#"
                                        + key.eventId().value())));
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        DeadDeliveries dead = dead(TestEngines.dynamoDbAt(URI.create("http://localhost:1")));
        assertThatThrownBy(() -> dead.list(ALL, Optional.empty(), 9)).isInstanceOf(UnavailableException.class);
    }
}
