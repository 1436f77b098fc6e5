package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Times;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryMessage;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
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

/**
 * Delivery records as items {@code (event_id, "delivery#<pipeline>#<destination>")} of the Events table, so that one query
 * shows an event with all its deliveries. Thread-safe.
 */
public final class DynamoDbDeliveryRecords implements DeliveryRecords {
    static final String ITEM_PREFIX = "delivery#";

    private final DynamoDbClient client;
    private final Table table;
    private final Duration retention;
    private final Clock clock;

    public DynamoDbDeliveryRecords(
            DynamoDbClient client, String tableName, Duration retention, Executor executor, Clock clock) {
        this.client = client;
        this.table = new Table(client, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
        List<Map<String, AttributeValue>> itemKeys =
                keys.stream().distinct().map(DynamoDbDeliveryRecords::itemKey).toList();
        long now = clock.instant().getEpochSecond();
        return table.read(itemKeys, request -> {}).stream()
                .filter(item ->
                        Long.parseLong(item.get(TableSchemas.TTL_ATTRIBUTE).n()) > now)
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
        values.put(":url", text(message.url()));
        values.put(":status", text(status.word()));
        values.put(":at", text(Times.format(attempt.at())));
        values.put(":expires", number(clock.instant().plus(retention).getEpochSecond()));
        AttemptPlace place = AttemptPlace.of(attempt, item(attempt), clock.instant());
        values.putAll(place.values());
        List<String> left = new ArrayList<>();
        String update = "SET delivery_id = :id, event_type = :type, pipeline = :pipeline, destination = :destination,"
                + " #url = :url, #status = :status, " + place.update() + ", last_attempt_at = :at, "
                + TableSchemas.TTL_ATTRIBUTE + " = :expires";
        if (nextAttemptAt.isPresent()) {
            values.put(":next", text(nextAttemptAt.get().toString()));
            update += ", next_attempt_at = :next";
        } else {
            left.add("next_attempt_at");
        }
        if (status == DeliveryStatus.DEAD) {
            values.put(":dead", DynamoDbDeadDeliveries.deadDestination(key.pipeline(), key.destination()));
            update += ", dead_destination = :dead";
        } else {
            left.add("dead_destination");
        }
        String expression = left.isEmpty() ? update : update + " REMOVE " + String.join(", ", left);
        try {
            table.call(() -> client.updateItem(request -> request.tableName(table.name())
                    .key(itemKey(key))
                    .updateExpression(expression)
                    .conditionExpression(place.condition())
                    .expressionAttributeNames(Map.of("#url", "url", "#status", "status"))
                    .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    static Map<String, AttributeValue> itemKey(DeliveryKey key) {
        return Map.of(
                "event_id", text(key.eventId().value()),
                "item", text(ITEM_PREFIX + key.pipeline() + "#" + key.destination()));
    }

    private static Map<String, AttributeValue> item(Attempt attempt) {
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
                item.get("delivery_id").s(),
                new DeliveryKey(
                        new EventId(item.get("event_id").s()),
                        item.get("pipeline").s(),
                        item.get("destination").s()),
                DeliveryStatus.valueOf(item.get("status").s().toUpperCase(Locale.ROOT)),
                item.get("attempts").l().stream()
                        .map(AttributeValue::m)
                        .map(DynamoDbDeliveryRecords::attempt)
                        .sorted(Comparator.comparingInt(Attempt::number))
                        .toList(),
                Optional.ofNullable(item.get("next_attempt_at"))
                        .map(AttributeValue::s)
                        .map(Instant::parse));
    }

    private static Attempt attempt(Map<String, AttributeValue> item) {
        AttributeValue status = item.get("http_status");
        return new Attempt(
                Integer.parseInt(item.get("n").n()),
                Instant.parse(item.get("at").s()),
                status == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status.n())),
                Duration.ofMillis(Long.parseLong(item.get("duration_ms").n())),
                Optional.ofNullable(item.get("error")).map(AttributeValue::s),
                Optional.ofNullable(item.get("body")).map(AttributeValue::s),
                Optional.ofNullable(item.get("replay"))
                        .map(replay -> Integer.parseInt(replay.n()))
                        .orElse(0));
    }
}
