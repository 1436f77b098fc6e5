package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.archive.DeadDeliveries;
import com.ingestlayer.archive.DeadDeliveriesContract;
import com.ingestlayer.delivery.DeliveryRecords;
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

    private final DynamoDbClient client = TestEngines.dynamoDb();
    private final String table = TestEngines.newEventsTable();
    private final MutableClock clock = new MutableClock(NOON);

    private DeadDeliveries dead(DynamoDbClient other) {
        return new DynamoDbDeadDeliveries(other, table, WORKERS, clock);
    }

    @Override
    protected DeadDeliveries dead() {
        return dead(client);
    }

    @Override
    protected DeliveryRecords records() {
        return new DynamoDbDeliveryRecords(client, table, RETENTION, WORKERS, clock);
    }

    @Test
    void aPageIsTwoCalls() {
        IntStream.range(0, 101).forEach(i -> die(key("e" + i), NOON.plusSeconds(i)));
        CallCounter counter = new CallCounter();
        assertThat(dead(TestEngines.dynamoDb(counter))
                        .list(ALL, Optional.empty(), 100)
                        .items())
                .hasSize(100);
        assertThat(counter.calls()).isEqualTo(Map.of("Query", 1, "BatchGetItem", 1));
    }

    @Test
    void aDeliveryWhoseTimeHasPassedIsGoneEvenWhileTheTableStillHasIt() {
        die(key("old"), NOON);
        clock.advance(RETENTION.plusSeconds(1));
        assertThat(dead().list(ALL, Optional.empty(), 9).items()).isEmpty();
    }

    @Test
    void onlyADeadDeliveryCostsTheIndexAnything() {
        die(key("dead"), NOON);
        assertThat(item()).containsEntry("dead_destination", AttributeValue.fromS("p/d"));
        assertThat(item()).containsEntry("last_attempt_at", AttributeValue.fromS("2026-01-31T12:00:00.000Z"));
        assertThat(client.scan(scan -> scan.tableName(table).indexName(TableSchemas.DEAD_BY_DESTINATION))
                        .items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.keySet())
                        .containsExactlyInAnyOrder("event_id", "item", "dead_destination", "last_attempt_at"));
    }

    private Map<String, AttributeValue> item() {
        return client.getItem(get -> get.tableName(table).key(DynamoDbDeliveryRecords.itemKey(key("dead"))))
                .item();
    }

    @Test
    void aTableThatCannotBeReachedIsUnavailable() {
        DeadDeliveries dead = dead(TestEngines.dynamoDbAt(URI.create("http://localhost:1")));
        assertThatThrownBy(() -> dead.list(ALL, Optional.empty(), 9)).isInstanceOf(UnavailableException.class);
    }
}
