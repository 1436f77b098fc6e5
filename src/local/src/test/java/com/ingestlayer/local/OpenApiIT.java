package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * src/contract/openapi.yaml and the running ingress, held against each other both ways: every answer given here is one that
 * the document promises, and at the end every path, method and status it promises has been seen.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@LocalStackTest
class OpenApiIT {
    private static final String KEY = "il_local_development";
    private static final String INGEST = "/v1/ingest";
    private static final String WEBHOOK = "/whk/{token}";
    private static final String AGENT = "/v1/agent/invoke/{pipeline}";
    private static final String ENTITIES = "/v1/entities";
    private static final String ENTITY = "/v1/entities/{kind}/{external_id}";
    private static final String ENTITY_BY_QUERY = "/v1/entities/{kind}";
    private static final String EVENTS = "/v1/events";
    private static final String EVENT = "/v1/events/{id}";
    private static final String REPLAY = "/v1/events/{id}/replay";

    private static OpenApi openApi;
    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        openApi = OpenApi.load();
        put("il_without_scopes", Map.of("name", text("none"), "scopes", AttributeValue.fromSs(List.of("none"))));
        put(
                "il_slow",
                Map.of(
                        "name",
                        text("slow"),
                        "scopes",
                        AttributeValue.fromSs(List.of("ingest")),
                        "rate_per_second",
                        AttributeValue.fromN("1")));
        put(
                "ag_slow",
                Map.of(
                        "name",
                        text("slow agent"),
                        "scopes",
                        AttributeValue.fromSs(List.of("invoke:to-ok")),
                        "rate_per_second",
                        AttributeValue.fromN("1")));
        putSource("whk_open", "open", "none", Map.of());
        putSource("whk_signed", "signed", "bearer", Map.of("bearer_hash", text(sha256("the bearer token"))));
        putSource("whk_paused", "paused", "none", Map.of("status", text("paused")));
        putSource("whk_slow", "slow", "none", Map.of("rate_per_second", AttributeValue.fromN("1")));
    }

    @AfterEach
    void heal() {
        stack.dynamoDb.reset();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static String sha256(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(String secret, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item =
                new HashMap<>(Map.of("key_hash", text(sha256(secret)), "status", text("active")));
        item.putAll(attributes);
        stack.local.engines().dynamoDb().putItem(request -> request.tableName(StackLayout.KEYS_TABLE)
                .item(item));
    }

    private static void putSource(String token, String name, String auth, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "kind", text("source"),
                "name", text(name),
                "source_kind", text("webhook.in"),
                "auth", text(auth)));
        item.putAll(attributes);
        put(token, item);
    }

    private static HttpRequest.Builder request(String path) {
        return stack.request(path).header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json");
    }

    /** Sends, checks the answer against the document and against the expected status. */
    private static HttpResponse<String> call(
            int status, String method, String template, HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<String> answer =
                stack.send(request.method(method, BodyPublishers.ofString(body)).build());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, template, answer.body())
                .isEqualTo(status);
        openApi.check(method, template, answer);
        return answer;
    }

    /** What every call that needs a key with a scope answers without one. */
    private static void checkKeys(String method, String template, String path, String body) throws Exception {
        HttpRequest.Builder none = stack.request(path).header("Content-Type", "application/json");
        call(401, method, template, none, body);
        call(403, method, template, none.header("Authorization", "Bearer il_without_scopes"), body);
    }

    /** An event with a key is looked up first. That is told at once, where rows are tried for as long as the request has time. */
    private static void checkOutage(String method, String template, HttpRequest.Builder request, String body)
            throws Exception {
        request.setHeader("X-Ingest-Idempotency-Key", "outage");
        answerEachCallWith(Answer.SILENCE);
        call(503, method, template, request, body);
        answerEachCallWith(Answer.error(400, "com.amazon.coral.service#AccessDeniedException"));
        call(500, method, template, request, body);
        stack.dynamoDb.reset();
    }

    /** Keys stay readable, so that what is out of reach is the call's own table. */
    private static void answerEachCallWith(Answer answer) {
        stack.dynamoDb.behave((call, engine) -> call.name().equals("GetItem ingestlayer-keys") ? engine.get() : answer);
    }

    @Test
    @Order(1)
    void healthIsAsPromised() throws Exception {
        call(200, "GET", "/healthz", stack.request("/healthz"), "");
    }

    @Test
    @Order(1)
    void ingestIsAsPromised() throws Exception {
        String event = "{\"type\":\"a.b\",\"payload\":{}}";
        for (JsonNode example : openApi.requestExamples("POST", INGEST).path("examples")) {
            ObjectNode body = (ObjectNode) example.path("value");
            assertThat(openApi.requestProblems("POST", INGEST, body)).isEmpty();
            call(202, "POST", INGEST, request(INGEST), body.toString());
        }
        call(400, "POST", INGEST, request(INGEST), "{\"type\":5,\"payload\":{}}");
        checkKeys("POST", INGEST, INGEST, event);
        call(413, "POST", INGEST, request(INGEST), " ".repeat(5_600_000));
        call(415, "POST", INGEST, request(INGEST).setHeader("Content-Type", "text/plain"), event);
        HttpRequest.Builder slow = request(INGEST).setHeader("Authorization", "Bearer il_slow");
        call(202, "POST", INGEST, slow, "{\"events\":[" + event + "," + event + "," + event + "]}");
        call(429, "POST", INGEST, slow, event);
        checkOutage("POST", INGEST, request(INGEST), event.replace("}}", "},\"idempotencyKey\":\"outage\"}"));
    }

    @Test
    @Order(1)
    void webhooksAreAsPromised() throws Exception {
        String body = openApi.requestExamples("POST", WEBHOOK).path("example").toString();
        call(202, "POST", WEBHOOK, stack.request("/whk/whk_open"), body);
        call(400, "POST", WEBHOOK, stack.request("/whk/whk_open"), "not JSON");
        call(401, "POST", WEBHOOK, stack.request("/whk/whk_signed"), body);
        call(403, "POST", WEBHOOK, stack.request("/whk/whk_paused"), body);
        call(404, "POST", WEBHOOK, stack.request("/whk/whk_unknown"), body);
        call(413, "POST", WEBHOOK, stack.request("/whk/whk_open"), " ".repeat(5_600_000));
        for (int i = 0; i < 10; i++) { // a second may pass between two of them
            HttpResponse<String> answer = stack.send(stack.request("/whk/whk_slow")
                    .POST(BodyPublishers.ofString(body))
                    .build());
            openApi.check("POST", WEBHOOK, answer);
        }
        checkOutage("POST", WEBHOOK, stack.request("/whk/whk_open"), body);
    }

    @Test
    @Order(1)
    void agentsCallsAreAsPromised() throws Exception {
        String path = "/v1/agent/invoke/to-ok";
        ObjectNode example = (ObjectNode) openApi.requestExamples("POST", AGENT).path("example");
        String body = example.toString();
        assertThat(openApi.requestProblems("POST", AGENT, example)).isEmpty();
        call(202, "POST", AGENT, agent(path), body);
        assertThat(call(202, "POST", AGENT, agent(path + "?wait=true"), body).body())
                .contains("\"destinations\":[\"ok\"]");
        assertThat(call(202, "POST", AGENT, agent("/v1/agent/invoke/choosy?wait=true"), body)
                        .body())
                .contains("\"dropped\":\"filtered\"");
        call(400, "POST", AGENT, agent(path + "?wait=perhaps"), body);
        call(400, "POST", AGENT, agent(path), "[]");
        checkKeys("POST", AGENT, path, body);
        call(404, "POST", AGENT, agent("/v1/agent/invoke/gone"), body);
        call(409, "POST", AGENT, agent("/v1/agent/invoke/resting"), body);
        call(413, "POST", AGENT, agent(path), " ".repeat(5_600_000));
        call(415, "POST", AGENT, agent(path).setHeader("Content-Type", "text/plain"), body);
        HttpRequest.Builder slow = request(path).setHeader("Authorization", "Bearer ag_slow");
        call(202, "POST", AGENT, slow, body);
        for (int i = 0; i < 10; i++) { // a second may pass between two of them
            openApi.check(
                    "POST",
                    AGENT,
                    stack.send(slow.POST(BodyPublishers.ofString(body)).build()));
        }
        checkOutage("POST", AGENT, agent(path), body);
    }

    private static HttpRequest.Builder agent(String path) {
        return request(path).setHeader("Authorization", "Bearer ag_local_development");
    }

    @Test
    @Order(1)
    void entitiesAreAsPromised() throws Exception {
        String one = "{\"kind\":\"user\",\"external_id\":\"u_1\",\"traits\":{\"plan\":\"free\"}}";
        for (JsonNode example : openApi.requestExamples("POST", ENTITIES).path("examples")) {
            ObjectNode body = (ObjectNode) example.path("value");
            assertThat(openApi.requestProblems("POST", ENTITIES, body)).isEmpty();
            call(200, "POST", ENTITIES, request(ENTITIES), body.toString());
        }
        call(201, "POST", ENTITIES, request(ENTITIES), one);
        call(200, "POST", ENTITIES, request(ENTITIES), one);
        call(400, "POST", ENTITIES, request(ENTITIES), "{\"kind\":\"user\"}");
        checkKeys("POST", ENTITIES, ENTITIES, one);
        call(409, "POST", ENTITIES, request(ENTITIES).header("If-Match", "\"99\""), one);
        String large = "{\"kind\":\"user\",\"external_id\":\"u_1\",\"traits\":{\"x\":\"" + "y".repeat(70_000) + "\"}}";
        call(413, "POST", ENTITIES, request(ENTITIES), large);
        call(415, "POST", ENTITIES, request(ENTITIES).setHeader("Content-Type", "text/plain"), one);
        checkOutage("POST", ENTITIES, request(ENTITIES), one);

        call(200, "GET", ENTITIES, request(ENTITIES + "?kind=user"), "");
        HttpResponse<String> page = call(200, "GET", ENTITIES, request(ENTITIES + "?kind=user&limit=1"), "");
        assertThat(page.body()).contains("\"cursor\":");
        call(400, "GET", ENTITIES, request(ENTITIES), "");
        checkKeys("GET", ENTITIES, ENTITIES + "?kind=user", "");
        checkOutage("GET", ENTITIES, request(ENTITIES + "?kind=user"), "");
    }

    @Test
    @Order(2)
    void oneEntityIsAsPromised() throws Exception {
        checkEntity(ENTITY, "u_1", id -> "/v1/entities/user/" + id, "/v1/entities/no%20kind/u_1");
    }

    @Test
    @Order(2)
    void oneEntityThatIsNamedByTheQueryIsAsPromised() throws Exception {
        String odd = "{\"kind\":\"user\",\"external_id\":\"50% off?\",\"traits\":{}}";
        call(201, "POST", ENTITIES, request(ENTITIES), odd);
        checkEntity(
                ENTITY_BY_QUERY,
                "50%25%20off%3F",
                id -> "/v1/entities/user?external_id=" + id,
                "/v1/entities/no%20kind?external_id=u_1");
        call(400, "GET", ENTITY_BY_QUERY, request("/v1/entities/user"), "");
    }

    /** @param id of an entity that is there, encoded; afterwards it is gone */
    private static void checkEntity(String route, String id, UnaryOperator<String> pathOf, String wrong)
            throws Exception {
        String path = pathOf.apply(id);
        String nobody = pathOf.apply("nobody");
        String traits = "{\"traits\":{\"plan\":\"pro\"}}";
        call(200, "GET", route, request(path), "");
        call(400, "GET", route, request(wrong), "");
        call(404, "GET", route, request(nobody), "");
        checkKeys("GET", route, path, "");
        checkOutage("GET", route, request(path), "");

        call(200, "PATCH", route, request(path), traits);
        call(400, "PATCH", route, request(path), "{\"traits\":[]}");
        call(404, "PATCH", route, request(nobody), traits);
        call(409, "PATCH", route, request(path).header("If-Match", "\"99\""), traits);
        call(413, "PATCH", route, request(path), "{\"traits\":{\"x\":\"" + "y".repeat(70_000) + "\"}}");
        call(415, "PATCH", route, request(path).setHeader("Content-Type", "text/plain"), traits);
        checkKeys("PATCH", route, path, traits);
        checkOutage("PATCH", route, request(path), traits);

        call(400, "DELETE", route, request(wrong), "");
        call(404, "DELETE", route, request(nobody), "");
        call(409, "DELETE", route, request(path).header("If-Match", "\"99\""), "");
        checkKeys("DELETE", route, path, "");
        checkOutage("DELETE", route, request(path), "");
        call(204, "DELETE", route, request(path), "");
    }

    @Test
    @Order(1)
    void eventsAreAsPromised() throws Exception {
        String delivered = idIn(stack.ingest("{\"type\":\"test.close\",\"payload\":{}}"));
        String waiting = idIn(stack.ingest("{\"type\":\"test.down\",\"payload\":{}}"));
        stack.deliveryOf(delivered, "delivered");
        for (String id : new String[] {delivered, waiting}) {
            call(200, "GET", EVENT, request("/v1/events/" + id), "");
        }
        call(404, "GET", EVENT, request("/v1/events/evt_nothing"), "");
        checkKeys("GET", EVENT, "/v1/events/" + delivered, "");
        checkOutage("GET", EVENT, request("/v1/events/" + delivered), "");

        call(200, "GET", EVENTS, request(EVENTS + "?type=test.close&since=2026-01-01T00:00:00Z"), "");
        call(400, "GET", EVENTS, request(EVENTS + "?type=test.close&since=yesterday"), "");
        checkKeys("GET", EVENTS, EVENTS + "?type=test.close", "");
        checkOutage("GET", EVENTS, request(EVENTS + "?type=test.close"), "");
    }

    @Test
    @Order(1)
    void replaysAreAsPromised() throws Exception {
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
        String path = "/v1/events/" + id + "/replay";
        ObjectNode example =
                (ObjectNode) openApi.requestExamples("POST", REPLAY).path("example");
        assertThat(openApi.requestProblems("POST", REPLAY, example)).isEmpty();
        stack.deliveryOf(id, "delivered");
        call(202, "POST", REPLAY, request(path), "");
        call(202, "POST", REPLAY, request(path), "{\"destination\":\"ok\"}");
        call(400, "POST", REPLAY, request(path), "{\"destinations\":[]}");
        call(404, "POST", REPLAY, request(path), example.toString());
        call(404, "POST", REPLAY, request("/v1/events/evt_nothing/replay"), "");
        call(413, "POST", REPLAY, request(path), " ".repeat(5_600_000));
        call(415, "POST", REPLAY, request(path).setHeader("Content-Type", "text/plain"), "{}");
        checkKeys("POST", REPLAY, path, "");
        checkOutage("POST", REPLAY, request(path), "");
        call(409, "POST", REPLAY, request("/v1/events/" + withADeliveryOfAnotherPipeline() + "/replay"), "");
    }

    /** As if the pipeline had gone from the configuration since. */
    private static String withADeliveryOfAnotherPipeline() throws Exception {
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
        stack.deliveryOf(id, "delivered");
        Map<String, AttributeValue> record = stack.rowsOf(id).stream()
                .filter(row -> row.get("item").s().startsWith("delivery#"))
                .map(HashMap::new)
                .findFirst()
                .orElseThrow();
        record.put("pipeline", text("gone"));
        record.put("item", text("delivery#gone#ok"));
        stack.local.engines().dynamoDb().putItem(put -> put.tableName(StackLayout.EVENTS_TABLE)
                .item(record));
        return id;
    }

    @Test
    @Order(3)
    void everythingThatIsPromisedWasSeen() {
        Set<String> unseen = new TreeSet<>(openApi.promised());
        unseen.removeAll(openApi.seen());
        assertThat(unseen).isEmpty();
    }
}
