package com.ingestlayer.ingress;

import static com.ingestlayer.ingress.TestApi.assertError;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.Unavailability;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.source.InMemoryWebhookSources;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.source.WebhookSource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookResourceTest {
    private static final String TOKEN = "whk_7c1f0a9d";
    private static final String SECRET = "whsec_local_source";
    private static final String BODY = "{\"type\":\"order.paid\",\"order_id\":\"o_1\"}";
    /** The output of {@code printf %s "$body" | openssl dgst -sha256 -hmac whsec_local_source}. */
    private static final String SIGNATURE = "af61a68e0708c8da3fc3fba0b1866f544925d4e4f1b7a304b2df9f564e8430e4";

    private static final Optional<String> SHOP = Optional.of("source#shop");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryWebhookSources sources = new InMemoryWebhookSources();
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final Unavailability secrets = new Unavailability();
    private final TestApi api = new TestApi(new InMemoryApiKeys());
    private final List<RequestJournal.Refused> refused = api.refused();
    private final WebhookResource resource = new WebhookResource(
            new WebhookGate(sources, this::secretOf, clock),
            new Ingestion(
                    new Declarations(Map.of(), Declarations.Undeclared.ACCEPT),
                    new Pipelines(
                            List.of(pipeline("name: p\nstatus: active\n"
                                    + "destinations: [{ webhook.out: { url: \"https://a.example/\" } }]")),
                            outside(new InMemoryEntities())),
                    new Ids(clock, new Random(11)),
                    log,
                    queue,
                    new InMemoryRateLimiter(clock),
                    event -> {},
                    clock));

    @BeforeEach
    void useASignedSource() {
        api.use(resource, WebhookResource.class);
        put(new SourceAuth.Hmac(SignatureScheme.INGESTLAYER), false, Optional.empty());
    }

    private Optional<SigningSecret> secretOf(String name) {
        secrets.check("the parameter store");
        return Optional.of(new SigningSecret(SECRET)).filter(secret -> name.equals("shop"));
    }

    private void put(SourceAuth auth, boolean paused, Optional<RateLimit> limit) {
        sources.put(KeyHash.of(TOKEN), new WebhookSource("shop", auth, paused, limit));
    }

    private static ObjectNode signed() {
        return Json.object().put("x-ingest-signature", "sha256=" + SIGNATURE);
    }

    private LambdaAnswer send(String path, ObjectNode headers, String body, boolean base64) {
        return TestApi.answer("POST", path, Json.object(), headers, body, base64);
    }

    private LambdaAnswer send(ObjectNode headers, String body) {
        return send("/whk/" + TOKEN, headers, body, false);
    }

    private void assertNothingWasTaken() {
        assertThat(log.rows()).isEmpty();
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aSignedWebhookIsAccepted() {
        LambdaAnswer answer = send(signed(), BODY);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(log.rows()).singleElement().satisfies(row -> {
            assertThat(answer.body())
                    .isEqualTo(json(
                            "{\"data\":{\"events\":[{\"id\":\"" + row.event().id() + "\",\"duplicate\":false}]}}"));
            assertThat(row.event().source()).isEqualTo("webhook.in/shop");
            assertThat(row.event().type()).isEqualTo("order.paid");
        });
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void aBase64BodyIsVerifiedOverWhatWasSent() {
        String encoded = Base64.getEncoder().encodeToString(BODY.getBytes(UTF_8));
        assertThat(send("/whk/" + TOKEN, signed(), encoded, true).status()).isEqualTo(202);
        assertError(send("/whk/" + TOKEN, signed(), BODY, true), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream", "", "nonsense"})
    void theContentTypeDoesNotMatter(String contentType) {
        assertThat(send(signed().put("content-type", contentType), BODY).status())
                .isEqualTo(202);
    }

    @Test
    void aRepeatWithTheSameKeyIsADuplicate() {
        ObjectNode headers = signed().put("x-ingest-idempotency-key", "k");
        LambdaAnswer first = send(headers, BODY);
        LambdaAnswer repeat = send(headers, BODY);
        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.body().at("/data/events/0/id")).isEqualTo(first.body().at("/data/events/0/id"));
        assertThat(repeat.body().at("/data/events/0/duplicate").booleanValue()).isTrue();
    }

    @Test
    void anUnsignedWebhookIsUnauthorizedEvenIfItIsNotJson() {
        assertError(send(Json.object(), BODY), 401, "unauthorized");
        assertError(send(signed(), BODY + " "), 401, "unauthorized");
        assertError(send(signed(), "not JSON"), 401, "unauthorized");
        assertError(send(signed().put("x-ingest-idempotency-key", ""), "[]"), 401, "unauthorized");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource({"/whk/whk_7c1f0a9e", "/whk/whk_7c1f0a9d/", "/whk/whk_7c1f0a9d/more", "/whk/", "/whk", "/whk/%"})
    void anUnknownTokenIsAnsweredLikeAMissingPath(String path) {
        LambdaAnswer answer = send(path, signed(), BODY, false);
        assertThat(answer).isEqualTo(send("/nowhere", signed(), BODY, false));
        assertError(answer, 404, "not_found");
        assertNothingWasTaken();
    }

    @Test
    void aRevokedSourceIsNotFound() {
        sources.revoke(KeyHash.of(TOKEN));
        assertError(send(signed(), BODY), 404, "not_found");
    }

    @Test
    void aPausedSourceIsForbidden() {
        put(new SourceAuth.None(), true, Optional.empty());
        LambdaAnswer answer = send(Json.object(), BODY);
        assertError(answer, 403, "forbidden");
        assertThat(answer.body().at("/error/message").textValue()).isEqualTo("This source is paused.");
        assertNothingWasTaken();
    }

    @Test
    void aSourceOverItsRateLimitIsToldToWait() {
        put(new SourceAuth.None(), false, Optional.of(new RateLimit(1, 1)));
        assertThat(send(Json.object(), BODY).status()).isEqualTo(202);
        LambdaAnswer answer = send(Json.object(), BODY);
        assertError(answer, 429, "rate_limited");
        assertThat(answer.headers()).containsEntry("retry-after", "1");
    }

    @Test
    void aLargeBodyIsRefused() {
        put(new SourceAuth.None(), false, Optional.empty());
        String sixMebibytes = "x".repeat(6 * 1024 * 1024);
        assertError(send(Json.object(), sixMebibytes), 413, "too_large");
        LambdaAnswer answer = send(Json.object(), "{\"x\":\"" + "y".repeat(300 * 1024) + "\"}");
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0/path").textValue()).isEqualTo("$");
        assertNothingWasTaken();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"order_id\":1,\"order_id\":2} | invalid_json  | $.order_id | duplicate key",
                "not JSON                        | invalid_json  | $          | not valid JSON",
                "[]                              | invalid_event | $          | expected an object",
            })
    void anInvalidBodyIsReportedWithPathAndReason(String body, String code, String path, String reason) {
        put(new SourceAuth.None(), false, Optional.empty());
        LambdaAnswer answer = send(Json.object(), body);
        assertError(answer, 400, code);
        assertThat(answer.body().at("/error/details")).singleElement().satisfies(detail -> {
            assertThat(detail.get("path").textValue()).isEqualTo(path);
            assertThat(detail.get("message").textValue()).startsWith(reason);
        });
        assertNothingWasTaken();
    }

    @Test
    void aTableQueueOrStoreThatDoesNotAnswerIsA503() {
        for (Unavailability each : List.of(sources.reads, secrets, log.reads, log.writes, queue.sends)) {
            each.set(true);
            LambdaAnswer answer = send(signed().put("x-ingest-idempotency-key", "k"), BODY);
            each.set(false);
            assertError(answer, 503, "unavailable");
            assertThat(answer.headers()).containsEntry("retry-after", "5");
            assertThat(log.rows()).isEmpty();
        }
    }

    @Test
    void anotherMethodIsAnsweredWithTheAllowedOneWhateverTheToken() {
        for (String token : new String[] {TOKEN, "whk_unknown"}) {
            LambdaAnswer answer = TestApi.answer("GET", "/whk/" + token, Json.object(), Json.object(), "", false);
            assertError(answer, 405, "method_not_allowed");
            assertThat(answer.headers()).containsEntry("allow", "POST");
        }
    }

    @Test
    void neitherTokenNorSecretNorSignatureIsLoggedOrAnswered() {
        try (RecordedLog recorded = RecordedLog.start()) {
            StringBuilder answers = new StringBuilder();
            for (LambdaAnswer answer : List.of(
                    send(signed(), BODY),
                    send(signed(), BODY + " "),
                    send(Json.object(), BODY),
                    send("/whk/" + TOKEN + "x", signed(), BODY, false))) {
                answers.append(answer.text());
            }
            put(new SourceAuth.Bearer(KeyHash.of("bearer-7c1f0a9d")), false, Optional.empty());
            clock.advance(Authenticator.REMEMBERED);
            answers.append(send(Json.object().put("authorization", "Bearer other-7c1f0a9d"), BODY)
                    .text());
            for (String text : List.of(answers.toString(), recorded.text(), refused.toString())) {
                assertThat(text)
                        .doesNotContain("7c1f0a9d")
                        .doesNotContain(SECRET)
                        .doesNotContain(SIGNATURE);
            }
            assertThat(refused)
                    .extracting(
                            RequestJournal.Refused::reason,
                            RequestJournal.Refused::message,
                            RequestJournal.Refused::sender)
                    .contains(
                            tuple("unauthorized", "The X-Ingest-Signature header is missing.", SHOP),
                            tuple("unauthorized", "The bearer token is not the one of this source.", SHOP));
            assertThat(refused).extracting(RequestJournal.Refused::route).containsOnly("POST /whk/{token}");
        }
    }

    /** Headers that schemes read, with values made of parts of valid and invalid ones; bodies likewise. */
    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void nothingThatIsSentIsEverAnswered5xx(SignatureScheme scheme) {
        Random random = new Random(11);
        String[] names = {
            "x-ingest-signature",
            "x-hub-signature-256",
            "stripe-signature",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "svix-id",
            "svix-timestamp",
            "svix-signature",
            "authorization",
            "x-github-event",
            "x-github-delivery",
            "x-ingest-idempotency-key",
            "content-type"
        };
        String[] pieces = {
            "t=",
            "v1=",
            "v1,",
            "v1",
            "sha256=",
            SIGNATURE,
            "1769853600",
            ",",
            " ",
            "=",
            "",
            "Bearer ",
            "\u0000",
            "😀",
            "\ud83d",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\"type\":",
            "\"id\":",
            "\"a.b\"",
            ":",
            "1e99",
            "null",
            "\\u0000",
            "é"
        };
        List<SourceAuth> auths =
                List.of(new SourceAuth.Hmac(scheme), new SourceAuth.Bearer(KeyHash.of("t")), new SourceAuth.None());
        for (int i = 0; i < 3_000; i++) {
            put(auths.get(random.nextInt(auths.size())), false, Optional.empty());
            ObjectNode headers = Json.object();
            for (int j = random.nextInt(6); j > 0; j--) {
                headers.put(names[random.nextInt(names.length)], text(random, pieces));
            }
            String body = random.nextBoolean() ? "{" + text(random, pieces) + "}" : text(random, pieces);
            LambdaAnswer answer = send("/whk/" + TOKEN, headers, body, random.nextInt(4) == 0);
            assertThat(answer.status()).as("%s %s", headers, body).isLessThan(500);
            clock.advance(Authenticator.REMEMBERED); // so that the next source is looked up
        }
    }

    private static String text(Random random, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int j = random.nextInt(8); j > 0; j--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
