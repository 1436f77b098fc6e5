package com.ingestlayer.ingress;

import static com.ingestlayer.ingress.TestApi.assertError;
import static com.ingestlayer.ingress.TestApi.assertWrong;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventResourceTest {
    private static final String ALL = "/v1/events";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOON);
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();
    private final InMemoryEventHistory archive = new InMemoryEventHistory(log, records);
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final TestApi api = new TestApi(keys);

    @BeforeEach
    void allowTheScope() {
        api.use(new EventResource(new Authenticator(keys, clock), archive), EventResource.class);
        api.allow("read");
    }

    private static EventId id(int number) {
        return Ids.derived("test", "a.b", "k" + number, Duration.ofDays(1), Instant.EPOCH);
    }

    private void accept(int number, Instant receivedAt, String... destinations) {
        List<DeliveryKey> deliveries = new ArrayList<>();
        for (String destination : destinations) {
            deliveries.add(new DeliveryKey(id(number), "p", destination));
        }
        log.append(List.of(new AcceptedEvent(
                new Event(
                        id(number),
                        "a.b",
                        receivedAt,
                        "sdk.event",
                        Json.object().put("n", number)),
                NOON.plusSeconds(60),
                deliveries)));
    }

    private void attempt(String destination, Attempt attempt, DeliveryStatus status, Optional<Instant> next) {
        DeliveryKey key = new DeliveryKey(id(1), "p", destination);
        DeliveryMessage message = new DeliveryMessage(
                Ids.delivery(id(1), "p", destination),
                key,
                "a.b",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.empty(),
                NOON);
        assertThat(records.append(message, attempt, status, next)).isTrue();
    }

    @Test
    void anEventIsReturnedWithItsDeliveries() {
        accept(1, NOON, "waiting", "retried");
        Attempt failed = new Attempt(
                1, NOON, OptionalInt.of(500), Duration.ofMillis(12), Optional.of("HTTP 500"), Optional.of("oh no"));
        Attempt unanswered = new Attempt(
                2,
                NOON.plusSeconds(30),
                OptionalInt.empty(),
                Duration.ofSeconds(10),
                Optional.of("timed out"),
                Optional.empty());
        attempt("retried", failed, DeliveryStatus.RETRYING, Optional.of(NOON.plusSeconds(30)));
        attempt("retried", unanswered, DeliveryStatus.RETRYING, Optional.of(NOON.plusSeconds(150)));
        LambdaAnswer answer = api.get(ALL + "/" + id(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(Json.write(answer.body())))
                .isEqualTo(json("{\"data\":{\"id\":\"" + id(1) + "\",\"type\":\"a.b\","
                        + "\"received_at\":\"2026-01-31T12:00:00.000Z\",\"source\":\"sdk.event\","
                        + "\"payload\":{\"n\":1},\"accepted_at\":\"2026-01-31T12:01:00.000Z\",\"deliveries\":["
                        + "{\"delivery_id\":\"" + Ids.delivery(id(1), "p", "waiting")
                        + "\",\"pipeline\":\"p\",\"destination\":\"waiting\",\"status\":\"pending\",\"attempts\":[]},"
                        + "{\"delivery_id\":\"" + Ids.delivery(id(1), "p", "retried")
                        + "\",\"pipeline\":\"p\",\"destination\":\"retried\",\"kind\":\"webhook.out\","
                        + "\"target\":\"https://a.example\",\"status\":\"retrying\","
                        + "\"next_attempt_at\":\"2026-01-31T12:02:30.000Z\",\"attempts\":["
                        + "{\"n\":1,\"at\":\"2026-01-31T12:00:00.000Z\",\"http_status\":500,\"duration_ms\":12,"
                        + "\"error\":\"HTTP 500\",\"body\":\"oh no\"},"
                        + "{\"n\":2,\"at\":\"2026-01-31T12:00:30.000Z\",\"duration_ms\":10000,"
                        + "\"error\":\"timed out\"}]}]}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt_01KFRM8V33ABCDEFGHJKMNPQRS",
                "evt_",
                "x",
                "evt_01KFRM8V33ABCDEFGHJKMNPQRS/",
                "evt_01KFRM8V33ABCDEFGHJKMNPQRS\n",
                "evt_01kfrm8v33abcdefghjkmnpqrs",
                "a/b",
                "\u0000",
                "😀"
            })
    void whatIsNotThereIs404(String id) {
        accept(1, NOON);
        assertError(api.get(ALL + "/" + id), 404, "not_found");
    }

    private List<Integer> pages(Map<String, String> query) {
        List<Integer> numbers = new ArrayList<>();
        Map<String, String> asked = new HashMap<>(query);
        while (true) {
            JsonNode data = api.get(ALL, asked).body().get("data");
            data.get("events")
                    .forEach(event -> numbers.add(event.at("/payload/n").intValue()));
            if (!data.has("cursor")) {
                return numbers;
            }
            asked.put("cursor", data.get("cursor").textValue());
        }
    }

    @Test
    void aTypeIsListedNewestFirstPageByPage() {
        for (int i = 0; i < 10; i++) {
            accept(i, NOON.plusSeconds(i), "d");
        }
        assertThat(pages(Map.of("type", "a.b", "limit", "3"))).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(pages(Map.of(
                        "type",
                        "a.b",
                        "limit",
                        "1",
                        "since",
                        "2026-01-31T13:00:02+01:00",
                        "until",
                        "2026-01-31T12:00:05Z")))
                .containsExactly(4, 3, 2);
        assertThat(api.get(ALL, Map.of("type", "a.b", "limit", "1")).body().at("/data/events/0"))
                .isEqualTo(json("{\"id\":\"" + id(9) + "\",\"type\":\"a.b\","
                        + "\"received_at\":\"2026-01-31T12:00:09.000Z\",\"source\":\"sdk.event\","
                        + "\"payload\":{\"n\":9},\"accepted_at\":\"2026-01-31T12:01:00.000Z\"}"));
        assertThat(api.get(ALL, Map.of("type", "none")).body()).isEqualTo(json("{\"data\":{\"events\":[]}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type   | a b                              | expected 1 to 128 letters",
                "type   | ``                               | expected 1 to 128 letters",
                "since  | yesterday                        | expected an ISO 8601 time with an offset",
                "since  | 2026-01-31                       | expected an ISO 8601 time with an offset",
                "since  | 2026-01-31T09:30:00              | expected an ISO 8601 time with an offset",
                "since  | 2026-01-31T09:30:00 02:00        | expected an ISO 8601 time with an offset",
                "until  | 1769900000                       | expected an ISO 8601 time with an offset",
                "until  | +999999999-12-31T23:59:59Z       | expected an ISO 8601 time with an offset",
                "until  | 1969-12-31T23:59:59Z             | expected an ISO 8601 time with an offset",
                "since  | 2026-01-31T09:30:00Z,2026-01-31T09:30:00Z | expected an ISO 8601 time with an offset",
                "limit  | 101                              | expected a number from 1 to 100",
                "cursor | bm9wZQ                           | not a cursor",
                "sinse  | 2026-01-31T09:30:00Z             | unknown parameter; did you mean \"since\"?",
            })
    void mistakesInAQueryAreReportedByName(String name, String value, String message) {
        Map<String, String> query = new HashMap<>(Map.of("type", "a.b"));
        query.put(name, value);
        assertWrong(api.get(ALL, query), name, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00.000Z",
                "2026-01-31T12:00:00.000Z evt_",
                "2026-01-31T12:00:00.000Z evt_01KFRM8V33ABCDEFGHJKMNPQRS ",
                "2026-01-31T12:00:00Z evt_01KFRM8V33ABCDEFGHJKMNPQRS",
                "2026-01-31T12:00:00.0001Z evt_01KFRM8V33ABCDEFGHJKMNPQRS",
                "+12026-01-31T12:00:00.000Z evt_01KFRM8V33ABCDEFGHJKMNPQRS",
                " evt_01KFRM8V33ABCDEFGHJKMNPQRS",
            })
    void aMadeUpCursorIsRejected(String position) {
        assertWrong(api.get(ALL, Map.of("type", "a.b", "cursor", Cursor.encode(position))), "cursor", "not a cursor");
    }

    @Test
    void untilMustBeAfterSince() {
        for (String until : List.of("2026-01-31T12:00:00Z", "2026-01-31T11:00:00Z")) {
            assertWrong(
                    api.get(ALL, Map.of("type", "a.b", "since", "2026-01-31T12:00:00Z", "until", until)),
                    "until",
                    "expected a time after since");
        }
    }

    @Test
    void theTypeOfAListIsRequired() {
        assertWrong(api.get(ALL), "type", "required parameter is missing");
    }

    @Test
    void everyCallNeedsTheScope() {
        api.allow("ingest", "entities");
        assertError(api.get(ALL), 403, "forbidden");
        assertError(api.get(ALL + "/" + id(1)), 403, "forbidden");
    }

    @Test
    void aTableThatDoesNotAnswerIsA503() {
        archive.reads.set(true);
        assertError(api.get(ALL, Map.of("type", "a.b")), 503, "unavailable");
        assertError(api.get(ALL + "/" + id(1)), 503, "unavailable");
    }

    @Test
    void anEventWithTooManyAttemptsIsReturnedWithTheLastOfEachDelivery() {
        String[] destinations = IntStream.range(0, 400).mapToObj(i -> "d" + i).toArray(String[]::new);
        accept(1, NOON, destinations);
        for (String destination : destinations) {
            for (int n = 1; n <= 10; n++) {
                Attempt failed = new Attempt(
                        n,
                        NOON.plusSeconds(n),
                        OptionalInt.of(500),
                        Duration.ofMillis(12),
                        Optional.of("\"".repeat(500)),
                        Optional.of("\"".repeat(1000)));
                attempt(destination, failed, DeliveryStatus.RETRYING, Optional.empty());
            }
        }
        LambdaAnswer answer = api.get(ALL + "/" + id(1));
        assertThat(answer.text().length()).isLessThan(6 * 1024 * 1024);
        assertThat(answer.body().at("/data/deliveries")).hasSize(400).allSatisfy(delivery -> {
            assertThat(delivery.path("attempts")).hasSize(1);
            assertThat(delivery.at("/attempts/0/n").intValue()).isEqualTo(10);
        });
    }
}
