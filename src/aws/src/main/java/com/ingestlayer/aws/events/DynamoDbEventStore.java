package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static com.ingestlayer.aws.table.TableSchemas.EVENTS_BY_TYPE;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.aws.TimedRetries;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.ShardedIndex;
import com.ingestlayer.aws.table.ShardedIndex.Place;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.event.PayloadHash;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores accepted events as items {@code (event_id, "event")} of the Events table. One call looks up 100 ids or
 * writes 25 events; calls run in parallel. Thread-safe.
 */
public final class DynamoDbEventStore implements EventStore {
    static final String EVENT_ITEM = "event";

    private static final String PAYLOAD_HASH = "payload_hash";
    private static final String NEEDED = "event_id, accepted_at, " + PAYLOAD_HASH + ", " + TableSchemas.TTL_ATTRIBUTE;

    private final Table table;
    private final Duration retention;
    private final TimedRetries retries;
    private final Executor executor;
    private final Clock clock;

    /** Creates a store that fails at once when rows cannot be written. */
    public DynamoDbEventStore(
            DynamoDbClient dynamoDb, String tableName, Duration retention, Executor executor, Clock clock) {
        this(dynamoDb, tableName, retention, () -> Duration.ZERO, executor, clock);
    }

    /**
     * Creates a store that retries writing its rows while there is time. The events' messages are in the queue
     * already, and a client that is told to send the events again may not use idempotency keys.
     *
     * @param retention how long events are kept; longer than every idempotency window
     * @param timeLeft the time until Lambda ends the current invocation
     */
    public DynamoDbEventStore(
            DynamoDbClient dynamoDb,
            String tableName,
            Duration retention,
            Supplier<Duration> timeLeft,
            Executor executor,
            Clock clock) {
        this(dynamoDb, tableName, retention, new TimedRetries(timeLeft), executor, clock);
    }

    DynamoDbEventStore(
            DynamoDbClient dynamoDb,
            String tableName,
            Duration retention,
            TimedRetries retries,
            Executor executor,
            Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.retries = requireNonNull(retries, "retries is null");
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<EventId, Row> find(Collection<EventId> ids) {
        List<Map<String, AttributeValue>> keys = ids.stream()
                .distinct()
                .map(id -> Attributes.item("event_id", text(id.value()), "item", text(EVENT_ITEM)))
                .toList();
        Map<EventId, Row> accepted = new HashMap<>();
        long now = clock.instant().getEpochSecond();
        for (Map<String, AttributeValue> item : table.read(keys, Optional.of(NEEDED))) {
            if (numberOf(item, TableSchemas.TTL_ATTRIBUTE) > now) {
                accepted.put(
                        new EventId(textOf(item, "event_id")),
                        new Row(
                                Instant.ofEpochMilli(numberOf(item, "accepted_at")),
                                optionalTextOf(item, PAYLOAD_HASH).map(PayloadHash::new)));
            }
        }
        return accepted;
    }

    @Override
    public void append(List<AcceptedEvent> events) {
        List<Map<String, AttributeValue>> items =
                events.stream().map(this::item).toList();
        Parallel.map(Parallel.chunks(items, Table.WRITES_PER_CALL), this::writeChunk, executor);
    }

    /**
     * Writes and retries each chunk on its own, so that a table short of capacity is not asked again for the rows of
     * other chunks.
     */
    private List<Map<String, AttributeValue>> writeChunk(List<Map<String, AttributeValue>> chunk) {
        retries.run(() -> table.write(chunk));
        return chunk;
    }

    private Map<String, AttributeValue> item(AcceptedEvent accepted) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("event_id", text(accepted.event().id().value()));
        item.put("item", text(EVENT_ITEM));
        item.put("type", text(accepted.event().type()));
        item.put("received_at", text(accepted.event().receivedAtText()));
        Event event = accepted.event();
        item.put(EVENTS_BY_TYPE.hash(), text(ShardedIndex.shardOf(event.type(), event.id())));
        item.put(EVENTS_BY_TYPE.range(), text(new Place(event.receivedAt(), event.id()).toText()));
        item.put("source", text(accepted.event().source()));
        item.put("accepted_at", number(accepted.acceptedAt().toEpochMilli()));
        item.put("event", text(Json.write(accepted.event().toJson())));
        item.put(PAYLOAD_HASH, text(PayloadHash.of(accepted.event().payload()).value()));
        item.put("deliveries", text(Json.write(deliveries(accepted))));
        item.put(
                TableSchemas.TTL_ATTRIBUTE,
                number(accepted.acceptedAt().plus(retention).getEpochSecond()));
        return item;
    }

    /** Reads an event that {@link #append} has written. */
    static AcceptedEvent accepted(Map<String, AttributeValue> item) {
        JsonNode json = Json.read(textOf(item, "event"));
        EventId id = new EventId(textOf(item, "event_id"));
        List<DeliveryKey> deliveries = new ArrayList<>();
        Map<DeliveryKey, DeliveryTarget> targets = new HashMap<>();
        Json.read(textOf(item, "deliveries")).forEach(delivery -> {
            DeliveryKey key = new DeliveryKey(
                    id,
                    delivery.get("pipeline").textValue(),
                    delivery.get("destination").textValue());
            deliveries.add(key);
            if (delivery.has("target")) { // absent from rows of older releases
                targets.put(
                        key,
                        new DeliveryTarget(
                                delivery.get("kind").textValue(),
                                delivery.get("target").textValue()));
            }
        });
        return new AcceptedEvent(
                new Event(
                        id,
                        json.get("type").textValue(),
                        Instant.parse(json.get("received_at").textValue()),
                        json.get("source").textValue(),
                        (ObjectNode) json.get("payload")),
                Instant.ofEpochMilli(numberOf(item, "accepted_at")),
                deliveries,
                targets);
    }

    private static ArrayNode deliveries(AcceptedEvent accepted) {
        ArrayNode deliveries = Json.array();
        for (DeliveryKey key : accepted.deliveries()) {
            ObjectNode delivery = deliveries
                    .addObject()
                    .put("delivery_id", Ids.delivery(key.eventId(), key.pipeline(), key.destination()))
                    .put("pipeline", key.pipeline())
                    .put("destination", key.destination());
            DeliveryTarget target = accepted.targets().get(key);
            if (target != null) {
                delivery.put("kind", target.kind()).put("target", target.text());
            }
        }
        return deliveries;
    }
}
