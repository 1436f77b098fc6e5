package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Page;
import com.ingestlayer.Times;
import com.ingestlayer.archive.DeadDeliveries;
import com.ingestlayer.archive.DeadDelivery;
import com.ingestlayer.archive.DeadPosition;
import com.ingestlayer.archive.DeadQuery;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.event.EventId;
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
    private final DynamoDbClient client;
    private final Table table;
    private final Clock clock;

    public DynamoDbDeadDeliveries(DynamoDbClient client, String tableName, Executor executor, Clock clock) {
        this.client = requireNonNull(client, "client is null");
        this.table = new Table(client, tableName, "the Events table", executor);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Page<DeadDelivery, DeadPosition> list(DeadQuery query, Optional<DeadPosition> after, int limit) {
        TimeRange range = TimeRange.of(query.since(), query.until());
        // DynamoDB refuses a start outside of the range, too.
        if (range.isEmpty()
                || after.filter(start -> start.lastAttemptAt().isBefore(range.first()))
                        .isPresent()) {
            return Page.empty();
        }
        Optional<DeadPosition> start =
                after.filter(position -> !position.lastAttemptAt().isAfter(range.last()));
        IndexPage page = IndexPage.read(client, table, List.of("event_id", "item"), limit, request -> request.indexName(
                        TableSchemas.DEAD_BY_DESTINATION)
                .keyConditionExpression("dead_destination = :destination AND last_attempt_at BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":destination", deadDestination(query.pipeline(), query.destination()),
                        ":first", text(range.firstText()),
                        ":last", text(range.lastText())))
                .scanIndexForward(false)
                .exclusiveStartKey(
                        start.map(position -> startKey(query, position)).orElse(null)));
        return new Page<>(
                page.items().stream()
                        .filter(this::isDeadAndKept)
                        .map(item -> new DeadDelivery(item.get("event_type").s(), DynamoDbDeliveryRecords.record(item)))
                        .toList(),
                page.last().map(DynamoDbDeadDeliveries::position));
    }

    /** The index's hash key: neither name holds a slash, so no two destinations share one. */
    static AttributeValue deadDestination(String pipeline, String destination) {
        return text(pipeline + "/" + destination);
    }

    private boolean isDeadAndKept(Map<String, AttributeValue> item) {
        return item.get("status").s().equals(DeliveryStatus.DEAD.word())
                && Long.parseLong(item.get(TableSchemas.TTL_ATTRIBUTE).n())
                        > clock.instant().getEpochSecond();
    }

    private static Map<String, AttributeValue> startKey(DeadQuery query, DeadPosition position) {
        DeliveryKey key = new DeliveryKey(position.eventId(), query.pipeline(), query.destination());
        return Map.of(
                "dead_destination", deadDestination(query.pipeline(), query.destination()),
                "last_attempt_at", text(Times.format(position.lastAttemptAt())),
                "event_id", text(position.eventId().value()),
                "item", DynamoDbDeliveryRecords.itemKey(key).get("item"));
    }

    private static DeadPosition position(Map<String, AttributeValue> item) {
        return new DeadPosition(
                Instant.parse(item.get("last_attempt_at").s()),
                new EventId(item.get("event_id").s()));
    }
}
