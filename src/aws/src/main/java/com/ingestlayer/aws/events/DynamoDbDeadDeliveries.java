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
 * Lists dead deliveries. It finds them in {@link TableSchemas#DEAD_BY_DESTINATION}, and reads each whole from the
 * Events table, because the index lags behind the table. Thread-safe.
 */
public final class DynamoDbDeadDeliveries implements DeadDeliveries {
    private final Table table;
    private final Executor executor;
    private final Clock clock;

    /** @param executor runs the queries of a page in parallel */
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

    /**
     * Returns a destination's group in the index. Neither name contains a slash, so no two destinations share a
     * group.
     */
    private static String group(String pipeline, String destination) {
        return pipeline + "/" + destination;
    }

    /** Returns the hash key of a delivery in the index. */
    public static AttributeValue shard(DeliveryKey key) {
        return text(ShardedIndex.shardOf(group(key.pipeline(), key.destination()), key.eventId()));
    }

    /** Returns the range key of a delivery in the index. */
    static AttributeValue order(DeliveryKey key, Instant lastAttemptAt) {
        return text(new Place(lastAttemptAt, key.eventId()).toText());
    }

    private boolean isDeadAndKept(Map<String, AttributeValue> item) {
        return textOf(item, "status").equals(DeliveryStatus.DEAD.word())
                && numberOf(item, TableSchemas.TTL_ATTRIBUTE) > clock.instant().getEpochSecond();
    }
}
