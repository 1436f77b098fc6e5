package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static com.ingestlayer.aws.table.TableSchemas.DEAD_BY_DESTINATION;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Times;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Stores delivery records as items {@code (event_id, "delivery#<pipeline>#<destination>")} of the Events table, so
 * that one query returns an event with all of its deliveries. Thread-safe.
 */
public final class DynamoDbDeliveryRecords implements DeliveryRecords {
    static final String ITEM_PREFIX = "delivery#";

    private final Table table;
    private final Duration retention;
    private final Clock clock;

    public DynamoDbDeliveryRecords(
            DynamoDbClient dynamoDb, String tableName, Duration retention, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
        List<Map<String, AttributeValue>> itemKeys =
                keys.stream().distinct().map(DynamoDbDeliveryRecords::itemKey).toList();
        long now = clock.instant().getEpochSecond();
        return table.read(itemKeys, Optional.empty()).stream()
                .filter(item -> numberOf(item, TableSchemas.TTL_ATTRIBUTE) > now)
                .map(DynamoDbDeliveryRecords::record)
                .collect(Collectors.toMap(DeliveryRecord::key, record -> record));
    }

    @Override
    public boolean append(
            DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt) {
        DeliveryKey key = message.key();
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":id", text(message.deliveryId()));
        values.put(":type", text(message.eventType()));
        values.put(":pipeline", text(key.pipeline()));
        values.put(":destination", text(key.destination()));
        values.put(":kind", text(message.target().kind()));
        values.put(":target", text(message.target().text()));
        values.put(":status", text(status.word()));
        values.put(":at", text(Times.format(attempt.at())));
        values.put(":expires", number(clock.instant().plus(retention).getEpochSecond()));
        AttemptPlace place = AttemptPlace.of(attempt, itemOf(attempt), clock.instant());
        values.putAll(place.values());
        List<String> left = new ArrayList<>();
        String update = "SET delivery_id = :id, event_type = :type, pipeline = :pipeline, destination = :destination,"
                + " #kind = :kind, #target = :target, #status = :status, " + place.update()
                + ", last_attempt_at = :at, "
                + TableSchemas.TTL_ATTRIBUTE + " = :expires";
        if (nextAttemptAt.isPresent()) {
            values.put(":next", text(nextAttemptAt.get().toString()));
            update += ", next_attempt_at = :next";
        } else {
            left.add("next_attempt_at");
        }
        if (status == DeliveryStatus.DEAD) {
            values.put(":dead", DynamoDbDeadDeliveries.shard(key));
            values.put(":order", DynamoDbDeadDeliveries.order(key, attempt.at()));
            update += ", " + DEAD_BY_DESTINATION.hash() + " = :dead, " + DEAD_BY_DESTINATION.range() + " = :order";
        } else {
            left.add(DEAD_BY_DESTINATION.hash());
            left.add(DEAD_BY_DESTINATION.range());
        }
        String expression = left.isEmpty() ? update : update + " REMOVE " + String.join(", ", left);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .key(itemKey(key))
                .updateExpression(expression)
                .conditionExpression(place.condition())
                .expressionAttributeNames(Map.of("#kind", "kind", "#target", "target", "#status", "status"))
                .expressionAttributeValues(values);
        try {
            table.update(request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    static Map<String, AttributeValue> itemKey(DeliveryKey key) {
        return item(
                "event_id",
                text(key.eventId().value()),
                "item",
                text(ITEM_PREFIX + key.pipeline() + "#" + key.destination()));
    }

    private static Map<String, AttributeValue> itemOf(Attempt attempt) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("n", number(attempt.number()));
        item.put("at", text(attempt.at().toString()));
        attempt.httpStatus().ifPresent(status -> item.put("http_status", number(status)));
        item.put("duration_ms", number(attempt.took().toMillis()));
        attempt.error().ifPresent(error -> item.put("error", text(error)));
        attempt.bodyExcerpt().ifPresent(body -> item.put("body", text(body)));
        if (attempt.replay() > 0) {
            item.put("replay", number(attempt.replay()));
        }
        return item;
    }

    static DeliveryRecord record(Map<String, AttributeValue> item) {
        return new DeliveryRecord(
                textOf(item, "delivery_id"),
                new DeliveryKey(
                        new EventId(textOf(item, "event_id")), textOf(item, "pipeline"), textOf(item, "destination")),
                target(item),
                DeliveryStatus.valueOf(textOf(item, "status").toUpperCase(Locale.ROOT)),
                item.get("attempts").l().stream()
                        .map(attempt -> attempt(attempt.m()))
                        .sorted(Comparator.comparingInt(Attempt::number))
                        .toList(),
                optionalTextOf(item, "next_attempt_at").map(Instant::parse));
    }

    /**
     * Reads the target. A record of an older release holds the URL itself instead, including its query, and that is
     * never shown.
     */
    private static Optional<DeliveryTarget> target(Map<String, AttributeValue> item) {
        return optionalTextOf(item, "target").map(target -> new DeliveryTarget(textOf(item, "kind"), target));
    }

    private static Attempt attempt(Map<String, AttributeValue> item) {
        return new Attempt(
                Math.toIntExact(numberOf(item, "n")),
                Instant.parse(textOf(item, "at")),
                optionalNumberOf(item, "http_status")
                        .map(status -> OptionalInt.of(Math.toIntExact(status)))
                        .orElseGet(OptionalInt::empty),
                Duration.ofMillis(numberOf(item, "duration_ms")),
                optionalTextOf(item, "error"),
                optionalTextOf(item, "body"),
                optionalNumberOf(item, "replay").map(Math::toIntExact).orElse(0));
    }
}
