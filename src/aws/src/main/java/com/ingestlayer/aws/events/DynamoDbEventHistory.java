package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static com.ingestlayer.aws.table.TableSchemas.EVENTS_BY_TYPE;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Page;
import com.ingestlayer.aws.table.ShardedIndex;
import com.ingestlayer.aws.table.ShardedIndex.Place;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.aws.table.TimeRange;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.ArchivedEvent;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.ingest.AcceptedEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads events and their deliveries from the Events table. A page of one type takes one query for each shard of the
 * index, in parallel, and one batch read. Thread-safe.
 */
public final class DynamoDbEventHistory implements EventHistory {
    private final Table table;
    private final Executor executor;
    private final Clock clock;

    /** @param executor runs the queries of a page in parallel */
    public DynamoDbEventHistory(DynamoDbClient dynamoDb, String tableName, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Finds an event with a single query: its deliveries and the event itself are adjacent items. Oversized bodies
     * sort before them and are not read.
     */
    @Override
    public Optional<ArchivedEvent> find(EventId id) {
        List<Map<String, AttributeValue>> items = table.all(QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression("event_id = :id AND #item BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#item", "item"))
                .expressionAttributeValues(Map.of(
                        ":id", text(id.value()),
                        ":first", text(DynamoDbDeliveryRecords.ITEM_PREFIX),
                        ":last", text(DynamoDbEventStore.EVENT_ITEM))));
        Map<DeliveryKey, DeliveryRecord> records = items.stream()
                .filter(item -> !isEvent(item))
                .map(DynamoDbDeliveryRecords::record)
                .collect(Collectors.toMap(
                        DeliveryRecord::key, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        return items.stream()
                .filter(item -> isEvent(item) && isKept(item))
                .findFirst()
                .map(DynamoDbEventStore::accepted)
                .map(accepted -> archived(accepted, records));
    }

    /**
     * Combines an event with its delivery records. There may be records that the event row does not name: a first
     * attempt at the request may have queued those deliveries without writing the row, and a later attempt may not
     * have queued them again.
     */
    private static ArchivedEvent archived(AcceptedEvent accepted, Map<DeliveryKey, DeliveryRecord> records) {
        Map<DeliveryKey, DeliveryRecord> deliveries = new LinkedHashMap<>();
        accepted.deliveries()
                .forEach(key -> deliveries.put(
                        key, pending(key, Optional.ofNullable(accepted.targets().get(key)))));
        deliveries.putAll(records);
        return new ArchivedEvent(accepted.event(), accepted.acceptedAt(), List.copyOf(deliveries.values()));
    }

    private static DeliveryRecord pending(DeliveryKey key, Optional<DeliveryTarget> target) {
        return new DeliveryRecord(
                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                key,
                target,
                DeliveryStatus.PENDING,
                List.of(),
                Optional.empty());
    }

    @Override
    public Page<AcceptedEvent, EventPosition> list(EventQuery query, Optional<EventPosition> after, int limit) {
        ShardedIndex.Found page = EVENTS_BY_TYPE.page(
                table,
                List.of("event_id", "item"),
                query.type(),
                TimeRange.of(query.since(), query.until()),
                after.map(position -> new Place(position.receivedAt(), position.id())),
                limit,
                executor);
        return new Page<>(
                page.items().stream()
                        .filter(this::isKept)
                        .map(DynamoDbEventStore::accepted)
                        .toList(),
                page.last().map(place -> new EventPosition(place.at(), place.id())));
    }

    private boolean isKept(Map<String, AttributeValue> item) {
        return numberOf(item, TableSchemas.TTL_ATTRIBUTE) > clock.instant().getEpochSecond();
    }

    private static boolean isEvent(Map<String, AttributeValue> item) {
        return textOf(item, "item").equals(DynamoDbEventStore.EVENT_ITEM);
    }
}
