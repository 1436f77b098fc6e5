package com.ingestlayer.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.Taps;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.TimedRetries;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.event.PayloadHash;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.ingest.EventStoreContract;
import com.ingestlayer.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

class DynamoDbEventStoreTest extends EventStoreContract {
    private static final Executor WORKERS = Workers.start("test");
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final Instant ACCEPTED_AT = Instant.parse("2026-02-01T00:00:00.123Z");

    private final String table = TestEngines.newEventsTable();
    private final MutableClock clock = new MutableClock(ACCEPTED_AT);

    private EventStore log(DynamoDbClient client, TimedRetries retries) {
        return new DynamoDbEventStore(client, table, RETENTION, retries, WORKERS, clock);
    }

    private EventStore log(DynamoDbClient client) {
        return new DynamoDbEventStore(client, table, RETENTION, WORKERS, clock);
    }

    @Override
    protected EventStore log() {
        return log(TestEngines.dynamoDb());
    }

    private static AcceptedEvent accepted(int number) {
        EventId id = Ids.derived("test", "a.b", "k" + number, Duration.ofDays(1), Instant.EPOCH);
        Event event = new Event(
                id,
                "a.b",
                Instant.parse("2026-01-31T10:00:00Z"),
                "sdk.event",
                Json.object().put("n", number));
        return new AcceptedEvent(event, ACCEPTED_AT, List.of(new DeliveryKey(id, "p", "d")));
    }

    @Test
    void aRowWithoutAHashIsAnAcceptedEvent() {
        AcceptedEvent accepted = accepted(1);
        EventId id = accepted.event().id();
        log().append(List.of(accepted));
        TestEngines.dynamoDb().updateItem(update -> update.tableName(table)
                .key(Map.of("event_id", AttributeValue.fromS(id.value()), "item", AttributeValue.fromS("event")))
                .updateExpression("REMOVE payload_hash"));
        assertThat(log().find(List.of(id))).isEqualTo(Map.of(id, new EventStore.Row(ACCEPTED_AT, Optional.empty())));
    }

    @Test
    void aRowIsReadableByPeople() {
        AcceptedEvent accepted = accepted(1);
        EventId id = accepted.event().id();
        log().append(List.of(accepted));
        Map<String, AttributeValue> row = TestEngines.dynamoDb()
                .getItem(get -> get.tableName(table)
                        .key(Map.of(
                                "event_id", AttributeValue.fromS(id.value()), "item", AttributeValue.fromS("event"))))
                .item();
        assertThat(row)
                .containsEntry("type", AttributeValue.fromS("a.b"))
                .containsEntry("received_at", AttributeValue.fromS("2026-01-31T10:00:00.000Z"))
                .containsEntry("source", AttributeValue.fromS("sdk.event"))
                .containsEntry("accepted_at", AttributeValue.fromN("1769904000123"))
                .containsEntry("expires_at", AttributeValue.fromN("1777680000"))
                .containsEntry(
                        "payload_hash",
                        AttributeValue.fromS(
                                PayloadHash.of(Json.object().put("n", 1)).value()))
                .containsEntry(
                        "event",
                        AttributeValue.fromS(Json.write(accepted.event().toJson())))
                .containsEntry(
                        "deliveries",
                        AttributeValue.fromS("[{\"delivery_id\":\"" + Ids.delivery(id, "p", "d")
                                + "\",\"pipeline\":\"p\",\"destination\":\"d\"}]"));
    }

    @Test
    void fiveHundredEventsTakeTwentyWritesAndAThousandIdsTenReads() {
        CallCounter counter = new CallCounter();
        EventStore log = log(counter.around(TestEngines.dynamoDb()));
        log.append(IntStream.range(0, 500)
                .mapToObj(DynamoDbEventStoreTest::accepted)
                .toList());
        log.find(IntStream.range(0, 1000)
                .mapToObj(number -> accepted(number).event().id())
                .toList());
        assertThat(counter.calls()).isEqualTo(Map.of("BatchWriteItem", 20, "BatchGetItem", 10));
    }

    @Test
    void anExpiredRowIsOmittedEvenWhileTheTableStillHoldsIt() {
        Instant accepted = clock.instant();
        EventId id = accepted(7).event().id();
        log().append(List.of(new AcceptedEvent(accepted(7).event(), accepted, List.of())));
        clock.advance(RETENTION.minusSeconds(1));
        assertThat(log().find(List.of(id))).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(log().find(List.of(id))).isEmpty();
    }

    /**
     * Behaves like a table short of capacity: it processes only a part of each batch, for the given number of calls.
     */
    private static DynamoDbClient halfTaken(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return Taps.on(TestEngines.dynamoDb(), (operation, request, onwards) -> {
            Object answer = onwards.get();
            if (left.getAndDecrement() <= 0) {
                return answer;
            }
            return request instanceof BatchWriteItemRequest write
                    ? BatchWriteItemResponse.builder()
                            .unprocessedItems(write.requestItems())
                            .build()
                    : BatchGetItemResponse.builder()
                            .unprocessedKeys(((BatchGetItemRequest) request).requestItems())
                            .build();
        });
    }

    @Test
    void unprocessedItemsAreSentAgain() {
        EventStore log = log(halfTaken(2));
        log.append(List.of(accepted(1)));
        assertThat(log(halfTaken(2)).find(List.of(accepted(1).event().id()))).hasSize(1);
    }

    @Test
    void onlyUnwrittenRowsAreRetriedWhileThereIsTime() {
        AtomicInteger throttled = new AtomicInteger(10);
        CallCounter written = new CallCounter();
        DynamoDbClient table = written.around(TestEngines.dynamoDb());
        List<AcceptedEvent> events = IntStream.range(0, 60)
                .mapToObj(DynamoDbEventStoreTest::accepted)
                .toList();
        String lastId = events.get(59).event().id().value();
        EventStore log = log(
                Taps.on(table, (operation, request, onwards) -> {
                    if (request.toString().contains(lastId) && throttled.getAndDecrement() > 0) {
                        throw SdkClientException.create("throttled");
                    }
                    return onwards.get();
                }),
                new TimedRetries(() -> Duration.ofSeconds(29), pause -> {}));
        log.append(events);
        assertThat(written.calls()).isEqualTo(Map.of("BatchWriteItem", 3));
        assertThat(log().find(events.stream().map(each -> each.event().id()).toList()))
                .hasSize(60);
    }

    @Test
    void aTableThatNeverProcessesAllItemsIsUnavailable() {
        EventStore log = log(halfTaken(1000));
        assertThatThrownBy(() -> log.append(List.of(accepted(1))))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the Events table did not answer");
        assertThatThrownBy(() -> log.find(List.of(accepted(1).event().id()))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        EventStore log = log(TestEngines.dynamoDbAt(URI.create("http://localhost:1")));
        assertThatThrownBy(() -> log.append(List.of(accepted(1)))).isInstanceOf(UnavailableException.class);
    }
}
