package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.numberOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Times;
import com.ingestlayer.archive.DeadDeliveries;
import com.ingestlayer.archive.DeadDelivery;
import com.ingestlayer.archive.DeadPosition;
import com.ingestlayer.archive.DeadQuery;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.event.EventId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Dead deliveries, found by {@link TableSchemas#DEAD_BY_DESTINATION} and then read whole from the Events table, because the
 * index lags behind it. Thread-safe.
 */
public final class DynamoDbDeadDeliveries implements DeadDeliveries {
    private final Table table;
    private final Clock clock;

    public DynamoDbDeadDeliveries(AwsService dynamoDb, String tableName, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
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
        ObjectNode request = table.request()
                .put("IndexName", TableSchemas.DEAD_BY_DESTINATION)
                .put(
                        "KeyConditionExpression",
                        "dead_destination = :destination AND last_attempt_at BETWEEN :first AND :last")
                .put("ScanIndexForward", false);
        ObjectNode values = item(":first", text(range.firstText()), ":last", text(range.lastText()));
        values.set(":destination", deadDestination(query.pipeline(), query.destination()));
        request.set("ExpressionAttributeValues", values);
        after.filter(position -> !position.lastAttemptAt().isAfter(range.last()))
                .ifPresent(position -> request.set("ExclusiveStartKey", startKey(query, position)));
        IndexPage page = IndexPage.read(table, List.of("event_id", "item"), limit, request);
        return new Page<>(
                page.items().stream()
                        .filter(this::isDeadAndKept)
                        .map(item -> new DeadDelivery(textOf(item, "event_type"), DynamoDbDeliveryRecords.record(item)))
                        .toList(),
                page.last().map(DynamoDbDeadDeliveries::position));
    }

    /** The index's hash key: neither name holds a slash, so no two destinations share one. */
    static ObjectNode deadDestination(String pipeline, String destination) {
        return text(pipeline + "/" + destination);
    }

    private boolean isDeadAndKept(JsonNode item) {
        return textOf(item, "status").equals(DeliveryStatus.DEAD.word())
                && numberOf(item, TableSchemas.TTL_ATTRIBUTE) > clock.instant().getEpochSecond();
    }

    private static ObjectNode startKey(DeadQuery query, DeadPosition position) {
        ObjectNode start = DynamoDbDeliveryRecords.itemKey(
                new DeliveryKey(position.eventId(), query.pipeline(), query.destination()));
        start.set("dead_destination", deadDestination(query.pipeline(), query.destination()));
        start.set("last_attempt_at", text(Times.format(position.lastAttemptAt())));
        return start;
    }

    private static DeadPosition position(JsonNode item) {
        return new DeadPosition(Instant.parse(textOf(item, "last_attempt_at")), new EventId(textOf(item, "event_id")));
    }
}
