package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.EventLog;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The event log as items {@code (event_id, "event")} of the Events table. 100 ids are looked up and 25 events written per
 * call, the calls side by side. Thread-safe.
 */
public final class DynamoDbEventLog implements EventLog {
    static final String EVENT_ITEM = "event";

    private final Table table;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long events are kept; longer than every idempotency window */
    public DynamoDbEventLog(
            DynamoDbClient client, String tableName, Duration retention, Executor executor, Clock clock) {
        this.table = new Table(client, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<EventId, Instant> acceptedAt(Collection<EventId> ids) {
        List<Map<String, AttributeValue>> keys = ids.stream()
                .distinct()
                .map(id -> Map.of("event_id", text(id.value()), "item", text(EVENT_ITEM)))
                .toList();
        Map<EventId, Instant> accepted = new HashMap<>();
        long now = clock.instant().getEpochSecond();
        for (Map<String, AttributeValue> item : table.read(
                keys,
                request -> request.projectionExpression("event_id, accepted_at, " + TableSchemas.TTL_ATTRIBUTE))) {
            if (Long.parseLong(item.get(TableSchemas.TTL_ATTRIBUTE).n()) > now) {
                accepted.put(
                        new EventId(item.get("event_id").s()),
                        Instant.ofEpochMilli(
                                Long.parseLong(item.get("accepted_at").n())));
            }
        }
        return accepted;
    }

    @Override
    public void append(List<AcceptedEvent> events) {
        table.write(events.stream().map(this::item).toList());
    }

    private Map<String, AttributeValue> item(AcceptedEvent accepted) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("event_id", text(accepted.event().id().value()));
        item.put("item", text(EVENT_ITEM));
        item.put("type", text(accepted.event().type()));
        item.put("received_at", text(accepted.event().receivedAtText()));
        item.put("source", text(accepted.event().source()));
        item.put("accepted_at", number(accepted.acceptedAt().toEpochMilli()));
        item.put("event", text(Json.write(accepted.event().toJson())));
        item.put("deliveries", text(Json.write(deliveries(accepted.deliveries()))));
        item.put(
                TableSchemas.TTL_ATTRIBUTE,
                number(accepted.acceptedAt().plus(retention).getEpochSecond()));
        return item;
    }

    /** What {@link #append} wrote of an event. */
    static AcceptedEvent accepted(Map<String, AttributeValue> item) {
        JsonNode json = Json.read(item.get("event").s());
        EventId id = new EventId(item.get("event_id").s());
        List<DeliveryKey> deliveries = new ArrayList<>();
        Json.read(item.get("deliveries").s())
                .forEach(delivery -> deliveries.add(new DeliveryKey(
                        id,
                        delivery.get("pipeline").textValue(),
                        delivery.get("destination").textValue())));
        return new AcceptedEvent(
                new Event(
                        id,
                        json.get("type").textValue(),
                        Instant.parse(json.get("received_at").textValue()),
                        json.get("source").textValue(),
                        (ObjectNode) json.get("payload")),
                Instant.ofEpochMilli(Long.parseLong(item.get("accepted_at").n())),
                deliveries);
    }

    private static ArrayNode deliveries(List<DeliveryKey> keys) {
        ArrayNode deliveries = Json.array();
        keys.forEach(key -> deliveries
                .addObject()
                .put("delivery_id", Ids.delivery(key.eventId(), key.pipeline(), key.destination()))
                .put("pipeline", key.pipeline())
                .put("destination", key.destination()));
        return deliveries;
    }
}
