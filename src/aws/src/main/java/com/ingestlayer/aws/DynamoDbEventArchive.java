package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Page;
import com.ingestlayer.Times;
import com.ingestlayer.archive.ArchivedEvent;
import com.ingestlayer.archive.EventArchive;
import com.ingestlayer.archive.EventPosition;
import com.ingestlayer.archive.EventQuery;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events and their deliveries, read from the Events table. Thread-safe. */
public final class DynamoDbEventArchive implements EventArchive {
    private final DynamoDbClient client;
    private final Table table;
    private final Clock clock;

    public DynamoDbEventArchive(DynamoDbClient client, String tableName, Executor executor, Clock clock) {
        this.client = client;
        this.table = new Table(client, tableName, "the Events table", executor);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** One query: deliveries and event stand side by side, and the bodies that wait for the queue before them. */
    @Override
    public Optional<ArchivedEvent> find(EventId id) {
        List<Map<String, AttributeValue>> items = table.call(() -> client
                .queryPaginator(query -> query.tableName(table.name())
                        .consistentRead(true)
                        .keyConditionExpression("event_id = :id AND #item BETWEEN :first AND :last")
                        .expressionAttributeNames(Map.of("#item", "item"))
                        .expressionAttributeValues(Map.of(
                                ":id", text(id.value()),
                                ":first", text(DynamoDbDeliveryRecords.ITEM_PREFIX),
                                ":last", text(DynamoDbEventLog.EVENT_ITEM))))
                .items()
                .stream()
                .toList());
        Map<DeliveryKey, DeliveryRecord> records = items.stream()
                .filter(item -> !isEvent(item))
                .map(DynamoDbDeliveryRecords::record)
                .collect(Collectors.toMap(
                        DeliveryRecord::key, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        return items.stream()
                .filter(item -> isEvent(item) && isKept(item))
                .findFirst()
                .map(DynamoDbEventLog::accepted)
                .map(accepted -> archived(accepted, records));
    }

    /** Also tells of deliveries that a first try queued whose event row was never written, and a later one did not. */
    private static ArchivedEvent archived(AcceptedEvent accepted, Map<DeliveryKey, DeliveryRecord> records) {
        Map<DeliveryKey, DeliveryRecord> deliveries = new LinkedHashMap<>();
        accepted.deliveries().forEach(key -> deliveries.put(key, pending(key)));
        deliveries.putAll(records);
        return new ArchivedEvent(accepted.event(), accepted.acceptedAt(), List.copyOf(deliveries.values()));
    }

    private static DeliveryRecord pending(DeliveryKey key) {
        return new DeliveryRecord(
                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                key,
                DeliveryStatus.PENDING,
                List.of(),
                Optional.empty());
    }

    @Override
    public Page<AcceptedEvent, EventPosition> list(EventQuery query, Optional<EventPosition> after, int limit) {
        TimeRange range = TimeRange.of(query.since(), query.until());
        // DynamoDB refuses a start outside of the range, too.
        if (range.isEmpty()
                || after.filter(start -> start.receivedAt().isBefore(range.first()))
                        .isPresent()) {
            return Page.empty();
        }
        Optional<EventPosition> start =
                after.filter(position -> !position.receivedAt().isAfter(range.last()));
        IndexPage page = IndexPage.read(client, table, List.of("event_id", "item"), limit, request -> request.indexName(
                        TableSchemas.EVENTS_BY_TYPE)
                .keyConditionExpression("#type = :type AND received_at BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#type", "type"))
                .expressionAttributeValues(Map.of(
                        ":type", text(query.type()),
                        ":first", text(range.firstText()),
                        ":last", text(range.lastText())))
                .scanIndexForward(false)
                .exclusiveStartKey(
                        start.map(position -> startKey(query.type(), position)).orElse(null)));
        return new Page<>(
                page.items().stream()
                        .filter(this::isKept)
                        .map(DynamoDbEventLog::accepted)
                        .toList(),
                page.last().map(DynamoDbEventArchive::position));
    }

    private boolean isKept(Map<String, AttributeValue> item) {
        return Long.parseLong(item.get(TableSchemas.TTL_ATTRIBUTE).n())
                > clock.instant().getEpochSecond();
    }

    private static boolean isEvent(Map<String, AttributeValue> item) {
        return item.get("item").s().equals(DynamoDbEventLog.EVENT_ITEM);
    }

    private static Map<String, AttributeValue> startKey(String type, EventPosition position) {
        return Map.of(
                "type", text(type),
                "received_at", text(Times.format(position.receivedAt())),
                "event_id", text(position.id().value()),
                "item", text(DynamoDbEventLog.EVENT_ITEM));
    }

    private static EventPosition position(Map<String, AttributeValue> item) {
        return new EventPosition(
                Instant.parse(item.get("received_at").s()),
                new EventId(item.get("event_id").s()));
    }
}
