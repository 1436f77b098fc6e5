package com.ingestlayer.ingress;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.agent.AgentCalls;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.json.Json;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.window.InMemoryWindowCounters;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AgentResourceTest {
    private static final String KEY = "ag_live_0d1c2b3a";
    private static final String FIND = "/v1/agent/invoke/find-company";
    private static final String CHANGED = "{\"type\":\"company.lookup\",\"changed\":true}";
    private static final String BODY = "{\"type\":\"company.lookup\",\"price\":1.10}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryEntities entities = new InMemoryEntities();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final TestApi api = new TestApi(keys);
    private final List<RequestJournal.Refused> refused = api.refused();

    private AgentResource resource() {
        List<Pipeline> pipelines = List.of(pipeline("""
                name: find-company
                status: active
                steps:
                  - filter.match: { conditions: [{ field: $event.payload.skip, op: "!=", value: true }] }
                  - enrich.entity: { kind: user, key: $event.payload.user }
                  - throttle: { key: $event.payload.slow, max: 1, window: 1h, mode: delay }
                destinations: [{ webhook.out: { name: crm, url: "https://crm.example/" } }]
                """), pipeline("""
                name: resting
                status: paused
                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                """));
        StepServices services = new StepServices(
                clock,
                new CounterService(new InMemoryWindowCounters(event -> true, clock)),
                new EntityService(entities, EntityService.Merging.into(entities)));
        Ingestion ingestion = new Ingestion(
                new Declarations(Map.of(), Declarations.Undeclared.ACCEPT),
                new Pipelines(pipelines, services),
                new Ids(clock, new Random(5)),
                log,
                queue,
                new InMemoryRateLimiter(clock),
                event -> {},
                clock);
        InMemoryEventHistory archive = new InMemoryEventHistory(log, new InMemoryDeliveryRecords());
        return new AgentResource(
                new Authenticator(keys, clock),
                ingestion,
                new AgentCalls(
                        ingestion,
                        archive,
                        new Pipelines(
                                pipelines,
                                StepServices.forReplay(
                                        entities, LanguageModel.NONE, new IpService(IpKnowledge.LEAST), clock))));
    }

    @BeforeEach
    void allowOnePipeline() {
        api.use(resource(), AgentResource.class);
        allow("invoke:find-company", "invoke:resting", "invoke:gone");
    }

    private void allow(String... scopes) {
        keys.put(KeyHash.of(KEY), new ApiKey("bot", "agent", Set.of(scopes), Optional.empty()));
    }

    private LambdaAnswer send(String path, Map<String, String> query, Map<String, String> headers, String body) {
        var sent = Json.object().put("authorization", "Bearer " + KEY).put("content-type", "application/json");
        headers.forEach(sent::put);
        var parameters = Json.object();
        query.forEach(parameters::put);
        return TestApi.answer("POST", path, parameters, sent, body, false);
    }

    private LambdaAnswer waitFor(String key, String body) {
        return send(FIND, Map.of("wait", "true"), Map.of("x-ingest-idempotency-key", key), body);
    }

    private void assertRefused(LambdaAnswer answer, int status, String code) {
        TestApi.assertError(answer, status, code);
        assertThat(log.rows()).isEmpty();
        assertThat(queue.messages()).isEmpty();
        assertThat(refused).singleElement().satisfies(told -> {
            assertThat(told.route()).isEqualTo("POST /v1/agent/invoke/{pipeline}");
            assertThat(told.reason()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false"})
    void withoutWaitTheAnswerIsTheReceiptOnly(String wait) {
        LambdaAnswer answer = send(FIND, wait.isEmpty() ? Map.of() : Map.of("wait", wait), Map.of(), BODY);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(log.rows()).singleElement().satisfies(row -> assertThat(answer.body())
                .isEqualTo(json("{\"data\":{\"id\":\"" + row.event().id() + "\",\"duplicate\":false}}")));
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void withWaitTheAnswerHasTheResult() {
        LambdaAnswer answer = waitFor("k", BODY);
        String id = log.rows().get(0).event().id().value();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(Json.write(answer.body()))
                .isEqualTo("{\"data\":{\"id\":\"" + id + "\",\"duplicate\":false,\"destinations\":[\"crm\"],"
                        + "\"body\":{\"id\":\"" + id + "\",\"type\":\"company.lookup\","
                        + "\"received_at\":\"2026-01-31T10:00:00.000Z\",\"source\":\"agent/bot/find-company\","
                        + "\"payload\":" + BODY + "}}}");
        assertThat(Json.write(waitFor("k", BODY).body()))
                .isEqualTo(Json.write(answer.body()).replace("\"duplicate\":false", "\"duplicate\":true"));
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void aRepeatWithAnotherBodySaysSoAndShowsTheFirst() {
        ObjectNode first = waitFor("k", BODY).body();
        LambdaAnswer other = waitFor("k", CHANGED);
        assertThat(other.body().at("/data/duplicate").booleanValue()).isTrue();
        assertThat(other.body().at("/data/payload_differs").booleanValue()).isTrue();
        assertThat(other.body().at("/data/body")).isEqualTo(first.at("/data/body"));
        LambdaAnswer withoutWait = send(FIND, Map.of(), Map.of("x-ingest-idempotency-key", "k"), CHANGED);
        assertThat(withoutWait.body().at("/data").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "duplicate", "payload_differs");
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void withWaitADroppedEventIsStill202() {
        LambdaAnswer answer = waitFor("k", "{\"skip\":true}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/data/dropped").textValue()).isEqualTo("filtered");
        assertThat(answer.body().at("/data/destinations")).isEmpty();
        assertThat(answer.body().at("/data").has("body")).isFalse();
        assertThat(log.rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/agent/invoke/gone,         404, not_found",
        "/v1/agent/invoke/resting,      409, conflict",
        "/v1/agent/invoke/other,        403, forbidden",
        "/v1/agent/invoke/find-company/, 403, forbidden",
        "/v1/agent/invoke/*,            403, forbidden"
    })
    void onlyAnActivePipelineOfTheKeyIsInvoked(String path, int status, String code) {
        assertRefused(send(path, Map.of(), Map.of(), BODY), status, code);
        assertThat(refused.get(0).sender()).hasValue("key#bot");
    }

    @Test
    void aKeyForEveryPipelineIsToldTheirNames() {
        allow("invoke:*");
        assertThat(send(FIND, Map.of(), Map.of(), BODY).status()).isEqualTo(202);
        TestApi.assertError(send("/v1/agent/invoke/other", Map.of(), Map.of(), BODY), 404, "not_found");
    }

    @Test
    void aKeyWithoutTheAgentScopeIsForbiddenAndAnUnknownOneUnauthorized() {
        allow("ingest", "read", "entities", "admin");
        assertRefused(send(FIND, Map.of(), Map.of(), BODY), 403, "forbidden");
        refused.clear();
        LambdaAnswer answer = send(FIND, Map.of(), Map.of("authorization", "Basic x"), BODY);
        assertRefused(answer, 401, "unauthorized");
        assertThat(answer.body().at("/error/message").textValue()).endsWith("Bearer ag_live_…");
    }

    @Test
    void invalidAndMisspeltParametersAreReportedByName() {
        TestApi.assertWrong(send(FIND, Map.of("wait", "yes"), Map.of(), BODY), "wait", "expected true or false");
        TestApi.assertWrong(
                send(FIND, Map.of("wiat", "true"), Map.of(), BODY),
                "wiat",
                "unknown parameter; did you mean \"wait\"?");
        assertThat(log.rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                 | application/json | 400 | invalid_event",
                "{\"a\":1,\"a\":2}  | application/json | 400 | invalid_json",
                "''                 | application/json | 400 | invalid_json",
                "{}                 | text/plain       | 415 | unsupported_media_type"
            })
    void anInvalidBodyIsRefused(String body, String contentType, int status, String code) {
        assertRefused(send(FIND, Map.of(), Map.of("content-type", contentType), body), status, code);
    }

    @Test
    void anInvalidIdempotencyKeyIsRefused() {
        assertRefused(
                send(FIND, Map.of(), Map.of("x-ingest-idempotency-key", "x".repeat(256)), BODY),
                400,
                "invalid_request");
    }

    @Test
    void aLargeEventIsRefused() {
        assertRefused(waitFor("k", "{\"x\":\"" + "y".repeat(300 * 1024) + "\"}"), 413, "too_large");
    }

    @Test
    void aBodyBeyondLambdasLimitIsOmitted() {
        entities.put("user", "large", Json.object().put("x", "\"".repeat(1_500_000)));
        LambdaAnswer answer = waitFor("k", "{\"user\":\"large\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/data/destinations")).hasSize(1);
        assertThat(answer.body().at("/data").has("body")).isFalse();
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void aPostponedDeliveryHasItsTimeInTheAnswer() {
        assertThat(waitFor("k", "{\"slow\":1}").body().at("/data").has("not_before"))
                .isFalse();
        assertThat(waitFor("l", "{\"slow\":1}").body().at("/data/not_before").textValue())
                .isEqualTo("2026-01-31T11:00:00.000Z");
    }

    @Test
    void anAgentOverItsRateLimitIsToldWhenToRetry() {
        keys.put(KeyHash.of(KEY), new ApiKey("slow", "agent", Set.of("invoke:*"), Optional.of(new RateLimit(1, 1))));
        assertThat(send(FIND, Map.of(), Map.of(), BODY).status()).isEqualTo(202);
        LambdaAnswer answer = send(FIND, Map.of(), Map.of(), BODY);
        TestApi.assertError(answer, 429, "rate_limited");
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(refused.get(0).sender()).hasValue("key#slow");
    }
}
