package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.numberOf;
import static com.ingestlayer.aws.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.Attributes.optionalTextOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;
import static com.ingestlayer.aws.TableSchemas.DEAD_BY_DESTINATION;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryMessage;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Delivery records as items {@code (event_id, "delivery#<pipeline>#<destination>")} of the Events table, so that one query
 * shows an event with all its deliveries. Thread-safe.
 */
public final class DynamoDbDeliveryRecords implements DeliveryRecords {
    static final String ITEM_PREFIX = "delivery#";

    private final Table table;
    private final Duration retention;
    private final Clock clock;

    public DynamoDbDeliveryRecords(
            AwsService dynamoDb, String tableName, Duration retention, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
        List<ObjectNode> itemKeys =
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
        ObjectNode values = Json.object();
        values.set(":id", text(message.deliveryId()));
        values.set(":type", text(message.eventType()));
        values.set(":pipeline", text(key.pipeline()));
        values.set(":destination", text(key.destination()));
        values.set(":kind", text(message.target().kind()));
        values.set(":target", text(message.target().text()));
        values.set(":status", text(status.word()));
        values.set(":at", text(Times.format(attempt.at())));
        values.set(":expires", number(clock.instant().plus(retention).getEpochSecond()));
        AttemptPlace place = AttemptPlace.of(attempt, itemOf(attempt), clock.instant());
        values.setAll(place.values());
        List<String> left = new ArrayList<>();
        String update = "SET delivery_id = :id, event_type = :type, pipeline = :pipeline, destination = :destination,"
                + " #kind = :kind, #target = :target, #status = :status, " + place.update()
                + ", last_attempt_at = :at, "
                + TableSchemas.TTL_ATTRIBUTE + " = :expires";
        if (nextAttemptAt.isPresent()) {
            values.set(":next", text(nextAttemptAt.get().toString()));
            update += ", next_attempt_at = :next";
        } else {
            left.add("next_attempt_at");
        }
        if (status == DeliveryStatus.DEAD) {
            values.set(":dead", DynamoDbDeadDeliveries.shard(key));
            values.set(":order", DynamoDbDeadDeliveries.order(key, attempt.at()));
            update += ", " + DEAD_BY_DESTINATION.hash() + " = :dead, " + DEAD_BY_DESTINATION.range() + " = :order";
        } else {
            left.add(DEAD_BY_DESTINATION.hash());
            left.add(DEAD_BY_DESTINATION.range());
        }
        String expression = left.isEmpty() ? update : update + " REMOVE " + String.join(", ", left);
        ObjectNode request =
                table.request().put("UpdateExpression", expression).put("ConditionExpression", place.condition());
        request.set("Key", itemKey(key));
        request.putObject("ExpressionAttributeNames")
                .put("#kind", "kind")
                .put("#target", "target")
                .put("#status", "status");
        request.set("ExpressionAttributeValues", values);
        try {
            table.call("UpdateItem", request);
            return true;
        } catch (AwsRefusedException e) {
            return false;
        }
    }

    static ObjectNode itemKey(DeliveryKey key) {
        return item(
                "event_id",
                text(key.eventId().value()),
                "item",
                text(ITEM_PREFIX + key.pipeline() + "#" + key.destination()));
    }

    private static ObjectNode itemOf(Attempt attempt) {
        ObjectNode item = Json.object();
        item.set("n", number(attempt.number()));
        item.set("at", text(attempt.at().toString()));
        attempt.httpStatus().ifPresent(status -> item.set("http_status", number(status)));
        item.set("duration_ms", number(attempt.took().toMillis()));
        attempt.error().ifPresent(error -> item.set("error", text(error)));
        attempt.bodyExcerpt().ifPresent(body -> item.set("body", text(body)));
        if (attempt.replay() > 0) {
            item.set("replay", number(attempt.replay()));
        }
        return item;
    }

    static DeliveryRecord record(JsonNode item) {
        return new DeliveryRecord(
                textOf(item, "delivery_id"),
                new DeliveryKey(
                        new EventId(textOf(item, "event_id")), textOf(item, "pipeline"), textOf(item, "destination")),
                target(item),
                DeliveryStatus.valueOf(textOf(item, "status").toUpperCase(Locale.ROOT)),
                item.get("attempts")
                        .get("L")
                        .valueStream()
                        .map(attempt -> attempt(attempt.get("M")))
                        .sorted(Comparator.comparingInt(Attempt::number))
                        .toList(),
                optionalTextOf(item, "next_attempt_at").map(Instant::parse));
    }

    /** An older release kept the URL itself, query and all, which is shown to nobody. */
    private static Optional<DeliveryTarget> target(JsonNode item) {
        return optionalTextOf(item, "target").map(target -> new DeliveryTarget(textOf(item, "kind"), target));
    }

    private static Attempt attempt(JsonNode item) {
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
