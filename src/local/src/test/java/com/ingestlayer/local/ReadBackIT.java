package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entities and events through the packaged function, on the real tables. */
@LocalStackTest
class ReadBackIT {
    private static TestStack stack;

    @BeforeEach
    void reset() {
        stack.dynamoDb.reset();
        stack.sqs.reset();
    }

    /** With a path that is sent as it stands, whatever is in it. */
    private static HttpResponse<String> call(String method, String path, String body) throws Exception {
        return stack.send(stack.request(path)
                .header("Authorization", "Bearer il_local_development")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = call("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("data");
    }

    private static HttpResponse<String> put(String kind, String externalId, String traits) throws Exception {
        return call("POST", "/v1/entities", entity(kind, externalId, traits));
    }

    private static String entity(String kind, String externalId, String traits) {
        return "{\"kind\":\"%s\",\"external_id\":\"%s\",\"traits\":%s}".formatted(kind, externalId, traits);
    }

    private static String path(String kind, String externalId) {
        return "/v1/entities/" + kind + "/" + encoded(externalId);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void anEntityLivesAndDies() throws Exception {
        String ada = "/v1/entities/user/ada";
        JsonNode first = upserted("{\"plan\":\"free\",\"address\":{\"city\":\"Ulm\",\"zip\":\"1\"}}", 201, "\"1\"");
        JsonNode second = upserted("{\"owner\":\"ben\",\"address\":{\"city\":\"Bonn\"}}", 200, "\"2\"");
        assertThat(second.path("traits"))
                .isEqualTo(json("{\"plan\":\"free\",\"owner\":\"ben\",\"address\":{\"city\":\"Bonn\"}}"));
        assertThat(second.path("first_seen")).isEqualTo(first.path("first_seen"));
        assertThat(second.path("last_seen").asText())
                .isGreaterThanOrEqualTo(first.path("last_seen").asText());

        String patched = stack.givenSender()
                .body("{\"traits\":{\"plan\":null}}")
                .when()
                .patch(ada)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(get(ada)).isEqualTo(json(patched).path("data"));
        assertThat(get(ada).path("traits").has("plan")).isFalse();

        stack.givenSender()
                .header("If-Match", "\"1\"")
                .body("{\"traits\":{\"plan\":\"pro\"}}")
                .when()
                .patch(ada)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("conflict"));
        stack.givenSender()
                .header("If-Match", "\"1\"")
                .when()
                .delete(ada)
                .then()
                .statusCode(409);

        stack.givenSender()
                .header("If-Match", "\"3\"")
                .when()
                .delete(ada)
                .then()
                .statusCode(204)
                .header("content-type", nullValue())
                .body(emptyString());
        stack.givenSender().when().get(ada).then().statusCode(404);
        stack.givenSender().when().delete(ada).then().statusCode(404);
        stack.givenSender().body("{\"traits\":{}}").when().patch(ada).then().statusCode(404);
    }

    private static JsonNode upserted(String traits, int status, String etag) {
        return json(stack.givenSender()
                        .body(entity("user", "ada", traits))
                        .when()
                        .post("/v1/entities")
                        .then()
                        .statusCode(status)
                        .header("etag", etag)
                        .extract()
                        .asString())
                .path("data");
    }

    @Test
    void aHundredUpsertsAtOnceLoseNoTrait() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<HttpResponse<String>>> upserts = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> put("user", "busy", "{\"t" + i + "\":" + i + "}")))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> upsert : upserts) {
                statuses.add(upsert.get().statusCode());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
        } finally {
            threads.shutdownNow();
        }
        JsonNode busy = get(path("user", "busy"));
        assertThat(busy.path("traits")).hasSize(100);
        assertThat(busy.path("version").asInt()).isEqualTo(100);
    }

    private static String bulk(String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entity(kind, "id-" + i, "{\"n\":" + i + "}"))
                .collect(Collectors.joining(",", "{\"entities\":[", "]}"));
    }

    @Test
    void fiveHundredEntitiesAreWrittenSideBySide() throws Exception {
        stack.givenSender()
                .body(bulk("bulk", 500))
                .when()
                .post("/v1/entities")
                .then()
                .statusCode(200)
                .body("data.entities.created", hasSize(500))
                .body("data.entities.created", everyItem(equalTo(true)));
        assertThat(stack.dynamoDb.mostUnderWay()).isGreaterThan(1);
        stack.givenSender()
                .body(bulk("bulk", 500))
                .when()
                .post("/v1/entities")
                .then()
                .body("data.entities.created", hasSize(500))
                .body("data.entities.created", everyItem(equalTo(false)));
        assertThat(get(path("bulk", "id-499")).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aBulkThatATableTookInPartIsTakenByTheNextTry() throws Exception {
        AtomicInteger updates = new AtomicInteger();
        stack.dynamoDb.behave((call, engine) ->
                call.name().equals("UpdateItem ingestlayer-entities") && updates.incrementAndGet() > 20
                        ? Answer.SILENCE
                        : engine.get());
        stack.givenSender()
                .body(bulk("partial", 100))
                .when()
                .post("/v1/entities")
                .then()
                .statusCode(503)
                .header("retry-after", "5");
        stack.dynamoDb.reset();
        stack.givenSender()
                .body(bulk("partial", 100))
                .when()
                .post("/v1/entities")
                .then()
                .statusCode(200);
        assertThat(pages("/v1/entities?kind=partial&limit=100", "entities")).hasSize(100);
    }

    private static List<JsonNode> pages(String path, String name) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode data = get(path + cursor);
            data.path(name).forEach(items::add);
            cursor = data.has("cursor") ? "&cursor=" + data.path("cursor").asText() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    @Test
    void twoHundredAndFiftyEntitiesAreListedInThreePages() throws Exception {
        call("POST", "/v1/entities", bulk("listed", 250));
        assertThat(pages("/v1/entities?kind=listed&limit=100", "entities"))
                .hasSize(250)
                .doesNotHaveDuplicates()
                .extracting(each -> each.path("external_id").asText())
                .isSorted();
        assertThat(stack.dynamoDb.calls()).containsEntry("Query ingestlayer-entities", 3);
        assertThat(get("/v1/entities?kind=listed").path("entities")).hasSize(50);
    }

    @ParameterizedTest
    @MethodSource("oddIds")
    void anyIdIsFoundUnderItsEncodedPath(String id) throws Exception {
        String body = "{\"kind\":\"odd\",\"external_id\":" + TextNode.valueOf(id) + ",\"traits\":{}}";
        assertThat(call("POST", "/v1/entities", body).statusCode()).isEqualTo(201);
        assertThat(get(path("odd", id)).path("external_id").asText()).isEqualTo(id);
        assertThat(call("DELETE", path("odd", id), "").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("oddIds")
    void anyIdIsFoundWhenTheQueryNamesIt(String id) throws Exception {
        String body = "{\"kind\":\"queried\",\"external_id\":" + TextNode.valueOf(id) + ",\"traits\":{}}";
        assertThat(call("POST", "/v1/entities", body).statusCode()).isEqualTo(201);
        String named = "/v1/entities/queried?external_id=" + encoded(id);
        assertThat(get(named).path("external_id").asText()).isEqualTo(id);
        assertThat(call("PATCH", named, "{\"traits\":{\"plan\":\"pro\"}}").statusCode())
                .isEqualTo(200);
        assertThat(call("DELETE", named, "").statusCode()).isEqualTo(204);
    }

    static List<String> oddIds() {
        return List.of(
                "a/b/c",
                "/",
                "a#b",
                "a?b=c&d",
                "a b",
                "a+b",
                "100%",
                "%2F",
                "😀ü",
                "ada@example.com",
                "..",
                "x".repeat(1024));
    }

    @Test
    void anEventIsEnrichedWithWhatTheApiWrote() throws Exception {
        try (TestStack shipped = TestStack.asShipped()) {
            shipped.givenSender()
                    .body(entity("user", "u_new", "{\"plan\":\"pro\",\"seats\":3}"))
                    .when()
                    .post("/v1/entities")
                    .then()
                    .statusCode(201);
            shipped.givenSender()
                    .header("If-Match", "\"1\"")
                    .body("{\"traits\":{\"plan\":\"pro\"}}")
                    .when()
                    .patch("/v1/entities/user/u_42")
                    .then()
                    .statusCode(200);
            String known = idIn(shipped.ingest(TestStack.EXPORT));
            String created = idIn(shipped.ingest(TestStack.EXPORT.replace("u_42", "u_new")));
            assertThat(json(shipped.webhookOf(created).body()).path("entity"))
                    .isEqualTo(json("{\"user\":{\"plan\":\"pro\",\"seats\":3}}"));
            assertThat(json(shipped.webhookOf(known).body()).path("entity"))
                    .isEqualTo(json("{\"user\":{\"account\":\"acc_acme\",\"plan\":\"pro\",\"owner\":\"ben\"}}"));
        }
    }

    @Test
    void anEventIsReadBackWithEveryAttempt() throws Exception {
        String body = "{\"type\":\"test.close\",\"payload\":{\"price\":10.50,\"text\":\"ü\"},"
                + "\"timestamp\":\"2026-01-31T10:00:00+01:00\"}";
        String id = idIn(stack.ingest(body));
        JsonNode event = TestStack.await(
                Duration.ofSeconds(30),
                () -> {
                    try {
                        return get("/v1/events/" + id);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                read -> read.at("/deliveries/0/status").asText().equals("delivered"));
        assertThat(event.path("type").asText()).isEqualTo("test.close");
        assertThat(event.path("received_at").asText()).isEqualTo("2026-01-31T09:00:00.000Z");
        assertThat(event.path("source").asText()).isEqualTo("sdk.event");
        assertThat(event.path("payload")).isEqualTo(json("{\"price\":10.50,\"text\":\"ü\"}"));
        assertThat(event.path("accepted_at").asText()).matches("20\\d\\d-.*\\.\\d{3}Z");
        assertThat(event.path("deliveries")).singleElement().satisfies(delivery -> {
            assertThat(delivery.path("delivery_id").asText()).startsWith("dlv_");
            assertThat(delivery.path("pipeline").asText()).isEqualTo("to-close");
            assertThat(delivery.path("destination").asText()).isEqualTo("close");
            assertThat(delivery.path("kind").asText()).isEqualTo("webhook.out");
            assertThat(delivery.path("target").asText()).matches("http://localhost:\\d+/…");
            assertThat(delivery.has("next_attempt_at")).isFalse();
            assertThat(delivery.path("attempts")).hasSize(2);
            assertThat(delivery.at("/attempts/0/error").asText()).isNotBlank();
            assertThat(delivery.at("/attempts/1/n").asInt()).isEqualTo(2);
            assertThat(delivery.at("/attempts/1/http_status").asInt()).isEqualTo(200);
            assertThat(delivery.at("/attempts/1/duration_ms").isNumber()).isTrue();
        });
    }

    @Test
    void aDeliveryThatWasNotTriedIsPending() throws Exception {
        // The delivery function cannot read its records, so it tries nothing.
        stack.dynamoDb.behave((call, engine) ->
                call.name().equals("BatchGetItem ingestlayer-events") ? Answer.SILENCE : engine.get());
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
        JsonNode delivery = get("/v1/events/" + id).at("/deliveries/0");
        assertThat(delivery.path("pipeline").asText()).isEqualTo("to-ok");
        assertThat(delivery.path("kind").asText()).isEqualTo("webhook.out");
        assertThat(delivery.path("target").asText()).matches("http://localhost:\\d+/…");
        assertThat(delivery.path("status").asText()).isEqualTo("pending");
        assertThat(delivery.path("attempts")).isEqualTo(json("[]"));
    }

    @Test
    void eventsAreListedByTypeAndTime() throws Exception {
        String events = IntStream.range(0, 250)
                .mapToObj(i ->
                        "{\"type\":\"listed.by.time\",\"payload\":{\"n\":%d},\"timestamp\":\"2026-01-31T10:%02d:%02dZ\"}"
                                .formatted(i, i / 60, i % 60))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        assertThat(stack.ingest(events).statusCode()).isEqualTo(202);
        String path = "/v1/events?type=listed.by.time&limit=100";
        List<JsonNode> all = pages(path, "events");
        assertThat(all).hasSize(250);
        assertThat(all)
                .extracting(event -> event.at("/payload/n").asInt())
                .startsWith(249, 248, 247)
                .endsWith(1, 0);
        assertThat(all.get(0).has("deliveries")).isFalse();
        assertThat(pages(path + "&since=2026-01-31T11:01:00%2B01:00&until=2026-01-31T10:02:00Z", "events"))
                .hasSize(60)
                .extracting(event -> event.at("/payload/n").asInt())
                .startsWith(119)
                .endsWith(60);
        // A page goes on where its cursor says, also when the times asked for have changed.
        String cursor = get(path).path("cursor").asText();
        assertThat(get(path + "&until=2026-01-31T10:00:10Z&cursor=" + cursor).path("events"))
                .hasSize(10);
        assertThat(get(path + "&since=2026-01-31T10:04:00Z&cursor=" + cursor).path("events"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badCalls")
    void badInputIsNeverOurFault(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = call(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("com.ingestlayer");
        if (status == 400) {
            assertThat(error.path("details")).isNotEmpty();
        }
    }

    static List<Object[]> badCalls() {
        String all = "/v1/entities";
        String deep = "{\"a\":".repeat(31) + "1" + "}".repeat(31);
        List<Object[]> calls = new ArrayList<>();
        for (String traits : List.of(
                "{\"\":1}",
                "{\"a\":[{\"\":1}]}",
                "{\"a\":" + "9".repeat(39) + "}",
                "{\"a\":1e200}",
                "{\"a\":1e-131}",
                "{\"a\":1e999999999}",
                "{\"a\":\"\\u0000\"}",
                "{\"\\ud800\":1}",
                deep,
                "[]",
                "null")) {
            calls.add(new Object[] {"POST", all, entity("user", "bad", traits), 400});
            calls.add(new Object[] {"PATCH", path("user", "u_42"), "{\"traits\":" + traits + "}", 400});
            calls.add(new Object[] {"POST", all, "{\"entities\":[" + entity("user", "bad", traits) + "]}", 400});
        }
        calls.add(new Object[] {"POST", all, bulk("bad", 501), 400});
        calls.add(new Object[] {"POST", all, bulk("bad", 0), 400});
        calls.add(new Object[] {"POST", all, entity("a#b", "x", "{}"), 400});
        calls.add(new Object[] {"POST", all, entity("user", "x".repeat(1025), "{}"), 400});
        calls.add(new Object[] {"POST", all, entity("user", "bad", "{\"a\":\"" + "x".repeat(70_000) + "\"}"), 413});
        calls.add(new Object[] {"POST", all, "", 400});
        calls.add(new Object[] {"PATCH", path("user", "u_42"), "", 400});
        calls.add(new Object[] {"GET", all, "", 400});
        calls.add(new Object[] {"GET", all + "?kind=a%23b", "", 400});
        calls.add(new Object[] {"GET", all + "?kind=user&cursor=" + "A".repeat(8_000), "", 400});
        calls.add(new Object[] {"GET", all + "?kind=user&cursor=%00", "", 400});
        calls.add(new Object[] {"GET", all + "?kind=user&limit=101", "", 400});
        calls.add(new Object[] {"GET", all + "/a%23b/x", "", 400});
        calls.add(new Object[] {"GET", all + "/user/%00", "", 404});
        calls.add(new Object[] {"GET", all + "/user/%ff%fe", "", 404});
        calls.add(new Object[] {"GET", all + "/user/" + "x".repeat(2_000), "", 400});
        calls.add(new Object[] {"PUT", all, "{}", 405});
        calls.add(new Object[] {"GET", "/v1/events", "", 400});
        calls.add(new Object[] {"GET", "/v1/events?type=a.b&since=now", "", 400});
        calls.add(new Object[] {"GET", "/v1/events?type=a.b&until=9999-12-31T23:59:59.5Z", "", 400});
        calls.add(new Object[] {"GET", "/v1/events?type=a.b&cursor=AAAA", "", 400});
        calls.add(new Object[] {"GET", "/v1/events/evt_01KFRM8V33ABCDEFGHJKMNPQRS", "", 404});
        calls.add(new Object[] {"GET", "/v1/events/%00", "", 404});
        calls.add(new Object[] {"DELETE", "/v1/events/evt_01KFRM8V33ABCDEFGHJKMNPQRS", "", 405});
        return calls;
    }

    @Test
    void theEdgesOfWhatATableHoldsAreHeld() throws Exception {
        String traits = "{\"most\":" + "9".repeat(38) + ",\"large\":9.9e125,\"small\":-1e-130,\"deep\":"
                + "[".repeat(29) + "]".repeat(29) + "}";
        assertThat(put("edge", "x", traits).statusCode()).isEqualTo(201);
        assertThat(call("PATCH", path("edge", "x"), "{\"traits\":" + traits + "}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode read = get(path("edge", "x")).path("traits");
        for (String name : List.of("most", "large", "small")) {
            assertThat(read.path(name).decimalValue())
                    .isEqualByComparingTo(json(traits).path(name).decimalValue());
        }
        assertThat(read.path("deep")).isEqualTo(json(traits).path("deep"));
    }
}
