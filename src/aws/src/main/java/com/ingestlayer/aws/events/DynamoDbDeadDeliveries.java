package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static com.ingestlayer.aws.table.TableSchemas.DEAD_BY_DESTINATION;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Page;
import com.ingestlayer.aws.table.ShardedIndex;
import com.ingestlayer.aws.table.ShardedIndex.Place;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.aws.table.TimeRange;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.DeadDelivery;
import com.ingestlayer.history.DeadPosition;
import com.ingestlayer.history.DeadQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Dead deliveries, found by {@link TableSchemas#DEAD_BY_DESTINATION} and then read whole from the Events table, because the
 * index lags behind it. Thread-safe.
 */
public final class DynamoDbDeadDeliveries implements DeadDeliveries {
    private final Table table;
    private final Executor executor;
    private final Clock clock;

    /** @param executor makes the queries of a page side by side */
    public DynamoDbDeadDeliveries(DynamoDbClient dynamoDb, String tableName, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Page<DeadDelivery, DeadPosition> list(DeadQuery query, Optional<DeadPosition> after, int limit) {
        ShardedIndex.Found page = DEAD_BY_DESTINATION.page(
                table,
                List.of("event_id", "item"),
                group(query.pipeline(), query.destination()),
                TimeRange.of(query.since(), query.until()),
                after.map(position -> new Place(position.lastAttemptAt(), position.eventId())),
                limit,
                executor);
        return new Page<>(
                page.items().stream()
                        .filter(this::isDeadAndKept)
                        .map(item -> new DeadDelivery(textOf(item, "event_type"), DynamoDbDeliveryRecords.record(item)))
                        .toList(),
                page.last().map(place -> new DeadPosition(place.at(), place.id())));
    }

    /** The index's group: neither name holds a slash, so no two destinations share one. */
    private static String group(String pipeline, String destination) {
        return pipeline + "/" + destination;
    }

    /** The index's hash key. */
    public static AttributeValue shard(DeliveryKey key) {
        return text(ShardedIndex.shardOf(group(key.pipeline(), key.destination()), key.eventId()));
    }

    /** The index's range key. */
    static AttributeValue order(DeliveryKey key, Instant lastAttemptAt) {
        return text(new Place(lastAttemptAt, key.eventId()).toText());
    }

    private boolean isDeadAndKept(Map<String, AttributeValue> item) {
        return textOf(item, "status").equals(DeliveryStatus.DEAD.word())
                && numberOf(item, TableSchemas.TTL_ATTRIBUTE) > clock.instant().getEpochSecond();
    }
}
