package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of other systems, from the packaged function's door to the Events table and the receiver. */
@LocalStackTest
class WebhookIngressIT {
    private static final List<String> SCHEMES = List.of("ingestlayer", "stripe", "github", "standard-webhooks");
    private static final byte[] BODY =
            "{\"type\":\"test.webhook\", \"amount\": 10.10, \"name\": \"größer 😀 \uffff\"}".getBytes(UTF_8);

    private static final String BASE64_OF_TWIN = "whsec_" + Base64.getEncoder().encodeToString("twin".getBytes(UTF_8));

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        SCHEMES.forEach(scheme -> WebhookSender.signing(scheme).register(stack));
    }

    @AfterEach
    void reset() {
        stack.ssm.reset();
    }

    private static WebhookSender unsigned(String name, Map<String, String> attributes) {
        WebhookSender sender = new WebhookSender(name, "none", "");
        Map<String, String> all = new HashMap<>(Map.of("auth", "none"));
        all.putAll(attributes);
        sender.putItem(stack, all);
        return sender;
    }

    private static HttpResponse<String> signAndSend(WebhookSender sender, byte[] body, Instant at) throws Exception {
        return sender.send(stack, sender.sign(body, at), body);
    }

    private static JsonNode errorIn(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("whsec_")
                .doesNotContain("whk_");
        return error;
    }

    /** Nothing may be stored of a webhook that is refused. */
    private static JsonNode refused(HttpResponse<String> answer, int status, String code, long rowsBefore) {
        assertThat(stack.eventRows()).isEqualTo(rowsBefore);
        return errorIn(answer, status, code);
    }

    static Stream<WebhookSender> senders() {
        return SCHEMES.stream().map(WebhookSender::signing);
    }

    private static String changed(String value) {
        char last = value.charAt(value.length() - 2); // of base 64, the last one is padding
        return value.substring(0, value.length() - 2) + (last == '0' ? '1' : '0') + value.substring(value.length() - 1);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void whatTheSourcesSenderSignedIsTakenAndDelivered(WebhookSender sender) throws Exception {
        String id = idIn(signAndSend(sender, BODY, Instant.now()));
        List<String> paths = TestStack.await(
                        Duration.ofSeconds(20),
                        () -> stack.webhooksOf(id),
                        came -> came.size() == (sender.name().equals("ours") ? 2 : 1))
                .stream()
                .map(ReceivedWebhook::path)
                .toList();
        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(
                        sender.name().equals("ours")
                                ? List.of("/hooks?from=any", "/hooks?from=ours")
                                : List.of("/hooks?from=any"));
        ReceivedWebhook webhook = stack.webhookOf(id);
        assertThat(webhook.signature()).isEqualTo("valid");
        JsonNode delivered = json(webhook.body());
        assertThat(delivered.path("source").asText()).isEqualTo("webhook.in/" + sender.name());
        assertThat(delivered.path("type").asText()).isEqualTo("test.webhook");
        assertThat(delivered.path("payload")).isEqualTo(json(new String(BODY, UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aBodyThatIsSaidToBeBinaryIsVerifiedByteForByte(WebhookSender sender) throws Exception {
        for (String contentType : List.of("application/octet-stream", "image/png", "application/json", "text/plain")) {
            Map<String, String> headers = new HashMap<>(sender.sign(BODY, Instant.now()));
            headers.put("Content-Type", contentType);
            headers.put("X-Ingest-Idempotency-Key", contentType);
            assertThat(sender.send(stack, headers, BODY).statusCode())
                    .as(contentType)
                    .isEqualTo(202);
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aTamperedBodyIsUnauthorized(WebhookSender sender) throws Exception {
        long rows = stack.eventRows();
        Map<String, String> headers = sender.sign(BODY, Instant.now());
        byte[] tampered = new String(BODY, UTF_8).replace("10.10", "10.11").getBytes(UTF_8);
        refused(sender.send(stack, headers, tampered), 401, "unauthorized", rows);
        byte[] reformatted = json(new String(BODY, UTF_8)).toString().getBytes(UTF_8);
        refused(sender.send(stack, headers, reformatted), 401, "unauthorized", rows);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aChangedOrMissingHeaderIsUnauthorized(WebhookSender sender) throws Exception {
        long rows = stack.eventRows();
        Map<String, String> signed = sender.sign(BODY, Instant.now());
        for (String header : signed.keySet()) {
            Map<String, String> other = new HashMap<>(signed);
            other.put(header, changed(signed.get(header)));
            refused(sender.send(stack, other, BODY), 401, "unauthorized", rows);
            other.remove(header);
            assertThat(refused(sender.send(stack, other, BODY), 401, "unauthorized", rows)
                            .path("message")
                            .asText())
                    .isEqualToIgnoringCase("The " + header + " header is missing.");
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void anotherSecretIsUnauthorized(WebhookSender sender) throws Exception {
        long rows = stack.eventRows();
        WebhookSender other =
                sender.withSecret("whsec_" + Base64.getEncoder().encodeToString("of somebody else".getBytes(UTF_8)));
        refused(signAndSend(other, BODY, Instant.now()), 401, "unauthorized", rows);
    }

    @ParameterizedTest
    @MethodSource("senders")
    void aSignatureForAnotherSourceIsUnauthorized(WebhookSender sender) throws Exception {
        long rows = stack.eventRows();
        WebhookSender twin = new WebhookSender("twin-of-" + sender.name(), sender.scheme(), BASE64_OF_TWIN);
        twin.register(stack);
        assertThat(signAndSend(twin, BODY, Instant.now()).statusCode()).isEqualTo(202);
        refused(twin.send(stack, sender.sign(BODY, Instant.now()), BODY), 401, "unauthorized", rows + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe", "standard-webhooks"})
    void anOldOrFutureTimestampIsUnauthorized(String scheme) throws Exception {
        long rows = stack.eventRows();
        WebhookSender sender = WebhookSender.signing(scheme);
        assertThat(refused(signAndSend(sender, BODY, Instant.now().minusSeconds(301)), 401, "unauthorized", rows)
                        .path("message")
                        .asText())
                .contains("too old");
        assertThat(refused(signAndSend(sender, BODY, Instant.now().plusSeconds(330)), 401, "unauthorized", rows)
                        .path("message")
                        .asText())
                .contains("in the future");
        Instant fourMinutesAgo = Instant.now().minusSeconds(240);
        assertThat(signAndSend(sender, BODY, fourMinutesAgo).statusCode()).isEqualTo(202);
    }

    @Test
    void ourOwnSignatureMayBeBareHex() throws Exception {
        WebhookSender ours = WebhookSender.signing("ingestlayer");
        String hex = ours.sign(BODY, Instant.now()).get("X-Ingest-Signature").replace("sha256=", "");
        assertThat(ours.send(stack, Map.of("X-Ingest-Signature", hex), BODY).statusCode())
                .isEqualTo(202);
    }

    @Test
    void headersThatCameTwiceOrWithSpacesStillVerify() throws Exception {
        Instant now = Instant.now();
        for (WebhookSender sender : senders().toList()) {
            HttpRequest.Builder twice = stack.request("/whk/" + sender.token())
                    .header("X-Ingest-Idempotency-Key", "twice-" + sender.name());
            sender.sign(BODY, now).forEach((name, value) -> {
                if (name.toLowerCase(Locale.ROOT).contains("signature")) {
                    twice.header(name, changed(value)); // joined with a comma on the way
                }
                twice.header(name, value);
            });
            HttpResponse<String> answer =
                    stack.send(twice.POST(BodyPublishers.ofByteArray(BODY)).build());
            assertThat(answer.statusCode())
                    .as("%s %s", sender.name(), answer.body())
                    .isEqualTo(202);
            Map<String, String> spaced = sender.sign(BODY, now).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().replace(",", ", ")));
            assertThat(sender.send(stack, spaced, BODY).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void svixsHeadersAreTakenForStandardWebhooks() throws Exception {
        WebhookSender standard = WebhookSender.signing("standard-webhooks");
        Map<String, String> svix = standard.sign(BODY, Instant.now()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().replace("webhook-", "svix-"), Map.Entry::getValue));
        assertThat(standard.send(stack, svix, BODY).statusCode()).isEqualTo(202);
    }

    @Test
    void aBearerTokenIsEnoughWhereTheSourceSaysSo() throws Exception {
        WebhookSender bearer = new WebhookSender("bearer", "none", "");
        bearer.putItem(stack, Map.of("auth", "bearer", "bearer_hash", KeyHash.of("s3cret-token")));
        long rows = stack.eventRows();
        refused(bearer.send(stack, Map.of(), BODY), 401, "unauthorized", rows);
        refused(bearer.send(stack, Map.of("Authorization", "Bearer s3cret-tokem"), BODY), 401, "unauthorized", rows);
        refused(
                bearer.send(stack, Map.of("Authorization", "Bearer il_local_development"), BODY),
                401,
                "unauthorized",
                rows);
        assertThat(bearer.send(stack, Map.of("Authorization", "Bearer s3cret-token"), BODY)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void whereTheSourceAsksForNothingNothingIsChecked() throws Exception {
        String id = idIn(unsigned("open", Map.of()).send(stack, Map.of(), BODY));
        assertThat(json(stack.webhookOf(id).body()).path("source").asText()).isEqualTo("webhook.in/open");
    }

    @Test
    void aSourceWithoutASecretTakesNothing() throws Exception {
        WebhookSender sender = new WebhookSender("no-secret", "ingestlayer", "whsec_never_put");
        sender.putItem(stack, Map.of());
        assertThat(refused(signAndSend(sender, BODY, Instant.now()), 401, "unauthorized", stack.eventRows())
                        .path("message")
                        .asText())
                .isEqualTo("Nothing can be verified: the secret of this source is not set.");
    }

    @Test
    void aParameterStoreThatDoesNotAnswerIsA503AndTheRetryIsTaken() throws Exception {
        WebhookSender sender = new WebhookSender("unreachable", "ingestlayer", "whsec_unreachable");
        sender.register(stack);
        stack.ssm.behave((call, engine) -> Answer.SILENCE);
        HttpResponse<String> answer = signAndSend(sender, BODY, Instant.now());
        errorIn(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
        stack.ssm.reset();
        assertThat(signAndSend(sender, BODY, Instant.now()).statusCode()).isEqualTo(202);
        assertThat(signAndSend(sender, BODY, Instant.now()).statusCode()).isEqualTo(202);
        assertThat(stack.ssm.calls()).containsEntry("GetParameters /ingestlayer/sources/unreachable", 1);
    }

    @Test
    void anUnknownOrRevokedTokenIsAnsweredAsAPathThatIsNotThere() throws Exception {
        WebhookSender revoked = unsigned("revoked", Map.of("status", "revoked"));
        WebhookSender unknown = new WebhookSender("unknown", "none", "");
        HttpResponse<String> nowhere = stack.send(
                stack.request("/nowhere").POST(BodyPublishers.ofByteArray(BODY)).build());
        for (WebhookSender sender : List.of(revoked, unknown)) {
            HttpResponse<String> answer = sender.send(stack, Map.of(), BODY);
            errorIn(answer, 404, "not_found");
            assertThat(answer.body()).isEqualTo(nowhere.body());
        }
    }

    @Test
    void anApiKeyOpensNoSourceAndATokenNoApi() throws Exception {
        HttpResponse<String> key = stack.send(stack.request("/whk/il_local_development")
                .POST(BodyPublishers.ofByteArray(BODY))
                .build());
        errorIn(key, 404, "not_found");
        WebhookSender open = unsigned("no-api", Map.of());
        HttpResponse<String> token = stack.send(stack.request("/v1/ingest")
                .header("Authorization", "Bearer " + open.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"type\":\"a.b\",\"payload\":{}}"))
                .build());
        errorIn(token, 401, "unauthorized");
    }

    @Test
    void aPausedSourceIsForbiddenAndGoesOnAtOnce() throws Exception {
        WebhookSender paused = unsigned("paused", Map.of("status", "paused"));
        JsonNode error = refused(paused.send(stack, Map.of(), BODY), 403, "forbidden", stack.eventRows());
        assertThat(error.path("message").asText()).isEqualTo("This source is paused.");
        assertThat(unsigned("paused", Map.of()).send(stack, Map.of(), BODY).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aRepeatWithTheSendersKeyIsTheSameEventAtEachSource() throws Exception {
        Map<String, String> keyed = Map.of("X-Ingest-Idempotency-Key", "same");
        WebhookSender a = unsigned("keyed-a", Map.of());
        HttpResponse<String> first = a.send(stack, keyed, BODY);
        HttpResponse<String> repeat = a.send(stack, keyed, BODY);
        assertThat(repeat.body()).isEqualTo(first.body().replace("\"duplicate\":false", "\"duplicate\":true"));
        HttpResponse<String> changed = a.send(stack, keyed, "{\"type\":\"test.webhook\",\"other\":1}".getBytes(UTF_8));
        assertThat(changed.body())
                .isEqualTo(first.body().replace("\"duplicate\":false", "\"duplicate\":true,\"payload_differs\":true"));
        HttpResponse<String> ofAnotherType = a.send(stack, keyed, "{\"other\":1}".getBytes(UTF_8));
        assertThat(receipts(ofAnotherType).get(0).path("duplicate").asBoolean()).isFalse();
        HttpResponse<String> elsewhere = unsigned("keyed-b", Map.of()).send(stack, keyed, BODY);
        assertThat(receipts(elsewhere).get(0).path("duplicate").asBoolean()).isFalse();
        errorIn(a.send(stack, Map.of("X-Ingest-Idempotency-Key", "x".repeat(256)), BODY), 400, "invalid_request");
    }

    @Test
    void aRetryWithTheSchemesOwnIdIsTheSameEvent() throws Exception {
        byte[] body = "{\"id\":\"evt_retried\",\"type\":\"test.retried\"}".getBytes(UTF_8);
        for (String scheme : List.of("stripe", "github", "standard-webhooks")) {
            WebhookSender sender = WebhookSender.signing(scheme);
            Map<String, String> headers =
                    new HashMap<>(sender.sign(body, Instant.now().minusSeconds(60)));
            headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
            headers.put("X-GitHub-Event", "pull_request");
            HttpResponse<String> first = sender.send(stack, headers, body);
            HttpResponse<String> retry = sender.send(stack, headers, body);
            assertThat(retry.body())
                    .as(scheme)
                    .isEqualTo(first.body().replace("\"duplicate\":false", "\"duplicate\":true"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "pull_request | {\"action\":\"opened\"} | github.pull_request.opened",
                "push         | {\"ref\":\"main\"}      | github.push",
                "`no type`    | {}                      | webhook.in.received",
            })
    void githubsEventsAreNamedByItsHeader(String header, String body, String type) throws Exception {
        WebhookSender github = WebhookSender.signing("github");
        Map<String, String> headers = new HashMap<>(github.sign(body.getBytes(UTF_8), Instant.now()));
        headers.put("X-GitHub-Event", header);
        String id = idIn(github.send(stack, headers, body.getBytes(UTF_8)));
        assertThat(json(stack.rowsOf(id).get(0).get("event").s()).path("type").asText())
                .isEqualTo(type);
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("", 400, "invalid_json", "$", "the body is empty"),
                Arguments.of("type=order.paid", 400, "invalid_json", "$", "not valid JSON"),
                Arguments.of("{\"a\":1,\"a\":2}", 400, "invalid_json", "$.a", "duplicate key"),
                Arguments.of("{\"n\":1e9999999999}", 400, "invalid_json", "$.n", "the number's exponent is too large"),
                Arguments.of("[{\"type\":\"order.paid\"}]", 400, "invalid_event", "$", "expected an object"),
                Arguments.of(
                        "{\"x\":\"" + "y".repeat(300 * 1024) + "\"}",
                        413,
                        "too_large",
                        "$",
                        "the payload has 307208 bytes"),
                Arguments.of(" ".repeat(5_600_000), 413, "too_large", "$", "at most 5242880 bytes"),
                Arguments.of("{\"type\":\"declared\",\"id\":7}", 400, "invalid_event", "$.id", "expected string"),
                Arguments.of("{\"type\":\"declared\"}", 400, "invalid_event", "$.id", "required field is missing"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBadBodyIsToldWhereAndWhyToWhoMaySend(String body, int status, String code, String path, String reason)
            throws Exception {
        byte[] bytes = body.getBytes(UTF_8);
        long rows = stack.eventRows();
        WebhookSender ours = WebhookSender.signing("ingestlayer");
        JsonNode detail = refused(signAndSend(ours, bytes, Instant.now()), status, code, rows)
                .path("details")
                .get(0);
        assertThat(detail.path("path").asText()).isEqualTo(path);
        assertThat(detail.path("message").asText()).startsWith(reason);
        int stranger = ours.send(stack, Map.of(), bytes).statusCode();
        assertThat(stranger).isEqualTo(bytes.length > 5 * 1024 * 1024 ? 413 : 401);
    }

    @Test
    void aDeclaredEventIsTakenWithTheTypeThatNamesIt() throws Exception {
        byte[] body = "{\"type\":\"declared\",\"id\":\"1\"}".getBytes(UTF_8);
        assertThat(signAndSend(WebhookSender.signing("ingestlayer"), body, Instant.now())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aSignedBodyThatIsNotUtf8IsNoJson() throws Exception {
        byte[] body = "{\"name\":\"größer\"}".getBytes(ISO_8859_1);
        WebhookSender ours = WebhookSender.signing("ingestlayer");
        Map<String, String> headers = new HashMap<>(ours.sign(body, Instant.now()));
        headers.put("Content-Type", "application/octet-stream");
        JsonNode error = errorIn(ours.send(stack, headers, body), 400, "invalid_json");
        assertThat(error.path("details").get(0).path("message").asText()).isEqualTo("not valid UTF-8");
    }

    @Test
    void nothingThatIsSentIsEverAnswered5xx() throws Exception {
        Random random = new Random(5);
        List<WebhookSender> targets = Stream.concat(senders(), Stream.of(unsigned("anything", Map.of())))
                .toList();
        for (int i = 0; i < 250; i++) {
            WebhookSender target = targets.get(random.nextInt(targets.size()));
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            Map<String, String> headers = new HashMap<>();
            WebhookSender.signing(SCHEMES.get(random.nextInt(SCHEMES.size())))
                    .sign(body, Instant.ofEpochSecond(random.nextInt()))
                    .forEach((name, value) -> headers.put(
                            name,
                            value.substring(random.nextInt(value.length())) + (char) (0x20 + random.nextInt(0x5f))));
            headers.put("Content-Type", random.nextBoolean() ? "application/json" : "application/octet-stream");
            HttpResponse<String> answer = target.send(stack, headers, body);
            assertThat(answer.statusCode()).as("%s %s", headers, answer.body()).isBetween(400, 499);
        }
    }
}
