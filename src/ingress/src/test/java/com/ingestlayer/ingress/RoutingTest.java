package com.ingestlayer.ingress;

import static com.ingestlayer.ingress.TestApi.assertError;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.Unavailability;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.IngestOutcome;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RateLimit;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RoutingTest {
    private static final String KEY = "il_live_9f2c71d04be8";
    /** The output of {@code printf il_live_9f2c71d04be8 | sha256sum}. */
    private static final String HASH = "a5c5678aa6e607e076a0b51909edcf3b7a15ad570fde48691a8d02a6af52c034";

    private static final String PIPELINE = """
            name: p
            status: active
            steps: [{ enrich.entity: { kind: user, key: $event.payload.user_id } }]
            destinations: [{ webhook.out: { url: "https://a.example/" } }]
            """;
    private static final String EVENT = "{\"type\":\"a.b\",\"payload\":{\"user_id\":\"u\"},\"idempotencyKey\":\"k\"}";

    private static final String HEALTH = """
            {"version":"2.0","rawPath":"/healthz","requestContext":{"http":{"method":"GET"}}}""";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryEntities entities = new InMemoryEntities();
    private final List<IngestOutcome> taken = new ArrayList<>();
    private final TestApi api = new TestApi(keys);
    private final List<RequestJournal.Refused> refused = api.refused();
    private final IngestResource resource = new IngestResource(
            new Authenticator(keys, clock),
            new Ingestion(
                    new Declarations(Map.of(), Declarations.Undeclared.ACCEPT),
                    new Pipelines(List.of(pipeline(PIPELINE)), outside(entities)),
                    new Ids(clock, new Random(11)),
                    log,
                    queue,
                    new InMemoryRateLimiter(clock),
                    taken::add,
                    clock));

    @BeforeEach
    void useOneKey() {
        api.use(resource, IngestResource.class);
        keys.put(HASH, new ApiKey("test", "sdk.event", Set.of("ingest"), Optional.empty()));
    }

    private static ObjectNode headers() {
        return Json.object().put("authorization", "Bearer " + KEY).put("content-type", "application/json");
    }

    private LambdaAnswer ingest(ObjectNode headers, String body) {
        return TestApi.answer("POST", "/v1/ingest", Json.object(), headers, body, false);
    }

    private LambdaAnswer ingest(String body) {
        return ingest(headers(), body);
    }

    private void assertNothingWasTaken() {
        assertThat(log.rows()).isEmpty();
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void oneEventIsAccepted() {
        LambdaAnswer answer = ingest(EVENT);
        assertThat(answer.status()).isEqualTo(202);
        String id = log.rows().get(0).event().id().value();
        assertThat(answer.body())
                .isEqualTo(json("{\"data\":{\"events\":[{\"id\":\"" + id + "\",\"duplicate\":false}]}}"));
        assertThat(log.rows().get(0).event().source()).isEqualTo("sdk.event");
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void aRepeatIsAnsweredWithTheSameIdAsADuplicate() {
        ObjectNode first = ingest(EVENT).body();
        LambdaAnswer repeat = ingest(EVENT);
        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.body().at("/data/events/0/id")).isEqualTo(first.at("/data/events/0/id"));
        assertThat(repeat.body().at("/data/events/0/duplicate").booleanValue()).isTrue();
    }

    @Test
    void aRepeatWithAnotherPayloadSaysSo() {
        ingest(EVENT);
        String id = log.rows().get(0).event().id().value();
        assertThat(ingest(EVENT.replace("\"u\"", "\"v\"")).body())
                .isEqualTo(json("{\"data\":{\"events\":[{\"id\":\"" + id
                        + "\",\"duplicate\":true,\"payload_differs\":true}]}}"));
        assertThat(ingest(EVENT).body())
                .isEqualTo(json("{\"data\":{\"events\":[{\"id\":\"" + id + "\",\"duplicate\":true}]}}"));
    }

    @Test
    void aBatchIsAnsweredInTheOrderSent() {
        String other = EVENT.replace("\"k\"", "\"l\"");
        LambdaAnswer answer = ingest("{\"events\":[" + EVENT + "," + other + "," + EVENT + "]}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/data/events"))
                .extracting(event -> event.get("duplicate").booleanValue())
                .containsExactly(false, false, true);
        assertThat(answer.body().at("/data/events/0/id"))
                .isEqualTo(answer.body().at("/data/events/2/id"))
                .isNotEqualTo(answer.body().at("/data/events/1/id"));
    }

    @Test
    void aBase64BodyIsTakenToo() {
        String body = Base64.getEncoder().encodeToString(EVENT.getBytes(UTF_8));
        assertThat(TestApi.answer("POST", "/v1/ingest", Json.object(), headers(), body, true)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void theHandlerAnswersARecordedEvent() throws IOException {
        try (InputStream event = RoutingTest.class.getResourceAsStream("/api-gateway-v2-event.json")) {
            assertThat(TestApi.answer(new String(event.readAllBytes(), UTF_8)).status())
                    .isEqualTo(202);
        }
        assertThat(log.rows().get(0).event().payload().get("name").textValue()).isEqualTo("Zoë");
    }

    @Test
    void healthNeedsNoKey() {
        LambdaAnswer answer = TestApi.answer("GET", "/healthz", Json.object(), Json.object(), "", false);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(json("{\"data\":{\"status\":\"ok\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "/v1/things/a/of/b, a, b",
                "/v1/things/a/of/b/c?d=#/, a, b/c?d=#/",
                "/v1/things/a, null, null",
                "/v1/things/a/of/, null, null",
                "/v1/things//of/b, null, null",
                "/v1/things/a/in/b, null, null",
            },
            nullValues = "null")
    void aPlaceholderMatchesOneSegmentAndTheLastOneTheRest(String path, String first, String rest) {
        LambdaAnswer answer = TestApi.answer("GET", path, Json.object(), Json.object(), "", false);
        if (first == null) {
            assertError(answer, 404, "not_found");
        } else {
            assertThat(answer.body().at("/data/first").textValue()).isEqualTo(first);
            assertThat(answer.body().at("/data/rest").textValue()).isEqualTo(rest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/ingest/", "/V1/INGEST", "/v1/ingest%00", "/../v1/ingest"})
    void otherPathsAreNotFound(String path) {
        assertError(TestApi.answer("POST", path, Json.object(), headers(), EVENT, false), 404, "not_found");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/ingest, POST", "post, /v1/ingest, POST", "POST, /healthz, GET", "HEAD, /healthz, GET"})
    void anUnsupportedMethodIsAnsweredWithTheAllowedOnes(String method, String path, String allowed) {
        LambdaAnswer answer = TestApi.answer(method, path, Json.object(), headers(), EVENT, false);
        assertError(answer, 405, "method_not_allowed");
        assertThat(answer.headers()).containsEntry("allow", allowed);
        assertNothingWasTaken();
    }

    @Test
    void aCorsPreflightNeedsNoKeyAndIsNotARefusal() {
        LambdaAnswer answer = TestApi.answer("OPTIONS", "/v1/ingest", Json.object(), Json.object(), "", false);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers()).isEqualTo(Map.of("allow", "POST"));
        assertThat(refused).isEmpty();
        assertError(TestApi.answer("OPTIONS", "/v1", Json.object(), Json.object(), "", false), 404, "not_found");
        assertNothingWasTaken();
    }

    @Test
    void aMissingKeyIsUnauthorized() {
        LambdaAnswer answer = ingest(Json.object().put("content-type", "application/json"), EVENT);
        assertError(answer, 401, "unauthorized");
        assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                KEY,
                "Basic " + KEY,
                "Bearer",
                "Bearer " + KEY + "x",
                "Bearer " + KEY + ",Bearer " + KEY,
                "Bearer \u00fc" + KEY,
                "Bearer " + KEY + "\r\n"
            })
    void aMalformedOrUnknownKeyIsUnauthorizedAndNeverRepeated(String authorization) {
        try (RecordedLog recorded = RecordedLog.start()) {
            LambdaAnswer answer = ingest(headers().put("authorization", authorization), EVENT);
            assertError(answer, 401, "unauthorized");
            assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(answer.text()).doesNotContain("9f2c71d04be8");
            assertThat(recorded.text()).doesNotContain("9f2c71d04be8");
            assertThat(refused).singleElement().satisfies(request -> {
                assertThat(request.route()).isEqualTo("POST /v1/ingest");
                assertThat(request.reason()).isEqualTo("unauthorized");
                assertThat(request.message()).doesNotContain("9f2c71d04be8");
                assertThat(request.sender()).isEmpty();
            });
        }
        assertNothingWasTaken();
    }

    @Test
    void anAcceptedKeyIsNeverRepeated() {
        try (RecordedLog recorded = RecordedLog.start()) {
            assertThat(ingest(EVENT).text()).doesNotContain("9f2c71d04be8");
            assertThat(recorded.text()).doesNotContain("9f2c71d04be8");
            assertThat(taken).singleElement().satisfies(event -> assertThat(event.source())
                    .isEqualTo("sdk.event"));
        }
    }

    @Test
    void aKeyWithoutTheScopeIsForbidden() {
        keys.put(HASH, new ApiKey("reader", "sdk.event", Set.of("read"), Optional.empty()));
        LambdaAnswer answer = ingest(EVENT);
        assertError(answer, 403, "forbidden");
        assertThat(answer.headers()).doesNotContainKey("www-authenticate");
        assertNothingWasTaken();
    }

    @Test
    void aKeyOverItsRateLimitIsToldTheWholeSecondsToWait() {
        keys.put(HASH, new ApiKey("slow", "sdk.event", Set.of("ingest"), Optional.of(new RateLimit(4, 1))));
        assertThat(ingest(EVENT).status()).isEqualTo(202);
        LambdaAnswer answer = ingest(EVENT.replace("\"k\"", "\"l\""));
        assertError(answer, 429, "rate_limited");
        assertThat(answer.headers()).containsEntry("retry-after", "1");
    }

    @Test
    void aBodyOverFiveMebibytesIsTooLarge() {
        String sixMebibytes = "x".repeat(6 * 1024 * 1024);
        String encoded = Base64.getEncoder().encodeToString(sixMebibytes.getBytes(UTF_8));
        LambdaAnswer answer = ingest(sixMebibytes);
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0"))
                .isEqualTo(json("{\"path\":\"$\",\"message\":\"at most 5242880 bytes are taken\"}"));
        assertError(TestApi.answer("POST", "/v1/ingest", Json.object(), headers(), encoded, true), 413, "too_large");
    }

    @Test
    void anEventOver256KibibytesIsTooLarge() {
        LambdaAnswer answer = ingest("{\"type\":\"a.b\",\"payload\":{\"x\":\"" + "y".repeat(256 * 1024) + "\"}}");
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0/path").textValue()).isEqualTo("$.payload");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", ";", "json"})
    void otherMediaTypesAreNotSupported(String contentType) {
        assertError(ingest(headers().put("content-type", contentType), EVENT), 415, "unsupported_media_type");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", " application/json ;x=y"})
    void theJsonMediaTypeIsAcceptedInAnyForm(String contentType) {
        assertThat(ingest(headers().put("content-type", contentType), EVENT).status())
                .isEqualTo(202);
    }

    @Test
    void aMissingContentTypeIsAccepted() {
        assertThat(ingest(Json.object().put("authorization", "Bearer " + KEY), EVENT)
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                     | $            | the body is empty",
                "hello                                  | $            | not valid JSON",
                "{\"type\":\"a.b\",                     | $            | not valid JSON",
                "{\"payload\":{\"a\":{\"b\":01}}}       | $.payload.a  | not valid JSON",
                "{\"type\":\"a\",\"type\":\"b\"}        | $.type       | duplicate key",
                "{\"type\":\"\\u0000\"}                 | $.type       | NUL",
                "{\"type\":\"\\ud800\"}                 | $.type       | unpaired surrogate",
                "{} {}                                  | $            | more text follows",
            })
    void invalidJsonIsReportedWithPathAndReason(String body, String path, String reason) {
        LambdaAnswer answer = ingest(body);
        assertError(answer, 400, "invalid_json");
        assertThat(answer.body().at("/error/details")).singleElement().satisfies(detail -> {
            assertThat(detail.get("path").textValue()).isEqualTo(path);
            assertThat(detail.get("message").textValue()).contains(reason);
        });
        assertNothingWasTaken();
    }

    @Test
    void aBodyThatIsNotUtf8IsToldSo() {
        for (String body : List.of(Base64.getEncoder().encodeToString("{\"ë\"}".getBytes(ISO_8859_1)), "no base 64")) {
            LambdaAnswer answer = TestApi.answer("POST", "/v1/ingest", Json.object(), headers(), body, true);
            assertError(answer, 400, "invalid_json");
            assertThat(answer.body().at("/error/details/0"))
                    .isEqualTo(json("{\"path\":\"$\",\"message\":\"not valid UTF-8\"}"));
        }
    }

    @Test
    void everyInvalidEventOfABatchIsReportedByIndex() {
        LambdaAnswer answer = ingest("{\"events\":[" + EVENT + ",{\"type\":7,\"payload\":{}},{\"type\":\"a.b\"}]}");
        assertError(answer, 400, "invalid_event");
        assertThat(answer.body().at("/error/details"))
                .extracting(detail -> detail.get("path").textValue())
                .containsExactly("$.events[1].type", "$.events[2].payload");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "\"text\"",
                "{}",
                "{\"events\":null}",
                "{\"events\":{}}",
                "{\"events\":[]}",
                "{\"events\":[null]}",
                "{\"events\":[[]]}",
                "{\"type\":null,\"payload\":null}",
                "{\"type\":\"\",\"payload\":{}}",
                "{\"type\":\"a.b\",\"payload\":[]}",
                "{\"type\":\"a.b\",\"payload\":{},\"timestamp\":\"yesterday\"}",
                "{\"type\":\"a.b\",\"payload\":{},\"timestamp\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"type\":\"a.b\",\"payload\":{},\"timestamp\":1}",
                "{\"type\":\"a.b\",\"payload\":{},\"idempotencyKey\":\"\"}",
                "{\"type\":\"a.b\",\"payload\":{},\"idempotencyKey\":{}}",
                "{\"type\":\"a.b\",\"payload\":{},\"__proto__\":{}}",
                "\ufeff{}",
                "{\"type\":\"a.b\",\"payload\":{\"n\":NaN}}",
            })
    void badInputIsA400(String body) {
        assertThat(ingest(body).status()).isEqualTo(400);
        assertNothingWasTaken();
    }

    @Test
    void deepNestingIsA400() {
        assertError(ingest("[".repeat(100_000)), 400, "invalid_json");
        assertError(
                ingest("{\"type\":\"a.b\",\"payload\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(71)),
                400,
                "invalid_json");
    }

    @Test
    void aLongNumberIsA400() {
        assertError(ingest("{\"type\":\"a.b\",\"payload\":{\"n\":" + "9".repeat(10_000) + "}}"), 400, "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E-999999999", "123456789012345678901234567890.5", "{}", "null", "\"\""})
    void anEventWithAnInvalidEntityKeyIsAccepted(String userId) {
        assertThat(ingest("{\"type\":\"a.b\",\"payload\":{\"user_id\":" + userId + "}}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aTableOrQueueThatDoesNotAnswerIsA503() {
        for (Unavailability each : List.of(keys.reads, log.reads, log.writes, queue.sends, entities.reads)) {
            each.set(true);
            LambdaAnswer answer = ingest(EVENT);
            each.set(false);
            assertError(answer, 503, "unavailable");
            assertThat(answer.headers()).containsEntry("retry-after", "5");
            assertThat(log.rows()).isEmpty();
        }
    }

    @Test
    void aTableOrQueueThatRefusesIsAFaultOfOursAndA500() {
        queue.sends.refuse();
        try (RecordedLog recorded = RecordedLog.start()) {
            LambdaAnswer answer = ingest(EVENT);
            assertError(answer, 500, "internal_error");
            assertThat(answer.headers()).doesNotContainKey("retry-after");
            assertThat(log.rows()).isEmpty();
            assertThat(recorded.text())
                    .contains("answered 500 to", "refused BatchGetItem with AccessDeniedException")
                    .contains(ServiceRefusalException.class.getName());
        }
    }

    @Test
    void anErrorOfTheMachineIsA500InTheContractsForm() {
        useHealth(() -> {
            throw new StackOverflowError();
        });
        assertError(TestApi.answer(HEALTH), 500, "internal_error");
    }

    @Test
    void aRequestThatTakesTooLongIsA503BeforeLambdaEndsIt() {
        CountDownLatch answered = new CountDownLatch(1);
        useHealth(() -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        LambdaAnswer answer = TestApi.answer(HEALTH, 600);
        answered.countDown();
        assertError(answer, 503, "unavailable");
        assertThat(answer.headers()).containsEntry("retry-after", "5");
        assertThat(TestApi.answer(HEALTH).status()).as("the next request").isEqualTo(200);
    }

    private static void useHealth(Runnable first) {
        QuarkusMock.installMockForType(
                new HealthResource() {
                    @Override
                    public Response health() {
                        first.run();
                        return super.health();
                    }
                },
                HealthResource.class);
    }

    @Test
    void aRefusedRequestIsLoggedWithItsSenderButNotItsContent() {
        ingest("{\"type\":\"a.b\",\"payload\":\"secret-4711\"}");
        TestApi.answer("GET", "/secret-4711", Json.object(), headers(), "", false);
        TestApi.answer("DELETE", "/v1/ingest", Json.object(), headers(), "", false);
        assertThat(refused)
                .extracting(
                        RequestJournal.Refused::route,
                        RequestJournal.Refused::reason,
                        RequestJournal.Refused::details,
                        RequestJournal.Refused::sender)
                .containsExactly(
                        tuple("POST /v1/ingest", "invalid_event", 1, Optional.of("key#test")),
                        tuple("none", "not_found", 0, Optional.empty()),
                        tuple("none", "method_not_allowed", 0, Optional.empty()));
        assertThat(refused.toString()).doesNotContain("secret-4711");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ingest/,                    /v1/ingest? The slash",
        "/v1//ingest,                    /v1/ingest?",
        "/v1/ingest/v1/ingest,           /v1/ingest?",
        "/prod/v1/ingest,                /v1/ingest?",
        "/v1/ingest/v1/ingest/,          /v1/ingest? The slash",
        "/prod/v1/events/x/replay,       /v1/events/{id}/replay?",
        "/v1//entities/user/x,           /v1/entities/{kind}/{external_id}?",
    })
    void aNearlyCorrectPathIsAnsweredWithTheCorrectOne(String path, String meant) {
        LambdaAnswer answer = TestApi.answer("POST", path, Json.object(), headers(), EVENT, false);
        assertError(answer, 404, "not_found");
        assertThat(answer.body().at("/error/message").textValue()).contains("Did you mean " + meant);
        assertNothingWasTaken();
    }

    @Test
    void otherWrongPathsGetNoHint() {
        LambdaAnswer answer = TestApi.answer("POST", "/v2/ingest", Json.object(), headers(), EVENT, false);
        assertThat(answer.body().at("/error/message").textValue()).isEqualTo("There is nothing at this path.");
    }
}
