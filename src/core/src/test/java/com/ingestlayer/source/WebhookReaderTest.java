package com.ingestlayer.source;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.IncomingEvent;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how webhooks become events, on the same ingestion as every other event. */
class WebhookReaderTest {
    private static final WebhookSource OURS = signed("shop", SignatureScheme.INGESTLAYER);
    private static final WebhookSource GITHUB = signed("code", SignatureScheme.GITHUB);
    private static final WebhookSource STRIPE = signed("billing", SignatureScheme.STRIPE);
    private static final WebhookSource STANDARD = signed("mail", SignatureScheme.STANDARD_WEBHOOKS);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final Ingestion ingestion = ingestion(Declarations.Undeclared.ACCEPT);

    private Ingestion ingestion(Declarations.Undeclared undeclared) {
        return new Ingestion(
                new Declarations(
                        Map.of(
                                "order.paid",
                                declaration("event: order.paid\nschema: { order_id: 'string, required', n: number? }\n"
                                        + "idempotency: { key: $payload.order_id }"),
                                "strict",
                                declaration("event: strict\nunknown: reject\nschema: { n: number? }"),
                                "typed",
                                declaration("event: typed\nschema: { type: 'enum [typed], required' }"),
                                "github.push",
                                declaration("event: github.push\nschema: { ref: 'string, required' }")),
                        undeclared),
                new Pipelines(
                        List.of(
                                pipeline("name: all\nstatus: active\nsources: [{ kind: webhook.in }]\n"
                                        + "destinations: [{ webhook.out: { url: 'https://a.example/' } }]"),
                                pipeline("name: shop\nstatus: active\nsources: [{ kind: webhook.in/shop }]\n"
                                        + "destinations: [{ webhook.out: { url: 'https://a.example/' } }]")),
                        outside(new InMemoryEntities())),
                new Ids(clock, new Random(7)),
                log,
                queue,
                new InMemoryRateLimiter(clock),
                event -> {},
                clock);
    }

    private static Declaration declaration(String text) {
        return YamlValue.parse("d.yaml", text, new Problems())
                .flatMap(DeclarationFile::read)
                .orElseThrow();
    }

    private static WebhookSource signed(String name, SignatureScheme scheme) {
        return new WebhookSource(name, new SourceAuth.Hmac(scheme), false, Optional.empty());
    }

    private Receipt take(WebhookSource source, Map<String, String> headers, String body) throws RefusedException {
        return ingestion
                .ingest(source, name -> Optional.ofNullable(headers.get(name)), body.getBytes(UTF_8))
                .get(0);
    }

    private Event event(Receipt receipt) {
        return log.rows().stream()
                .map(AcceptedEvent::event)
                .filter(event -> event.id().equals(receipt.id()))
                .findFirst()
                .orElseThrow();
    }

    private Event taken(WebhookSource source, Map<String, String> headers, String body) throws RefusedException {
        return event(take(source, headers, body));
    }

    private RefusedException refused(Map<String, String> headers, byte[] body) {
        try {
            ingestion.ingest(OURS, name -> Optional.ofNullable(headers.get(name)), body);
        } catch (RefusedException e) {
            assertThat(log.rows()).isEmpty();
            assertThat(queue.messages()).isEmpty();
            return e;
        }
        throw new AssertionError("was taken");
    }

    private void assertDetails(String body, Reason reason, String... details) {
        RefusedException e = refused(Map.of(), body.getBytes(UTF_8));
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.details())
                .extracting(detail -> detail.path() + " " + detail.message())
                .containsExactly(details);
    }

    @Test
    void theWholeBodyIsThePayloadAndItsTypeIsTheEventType() throws RefusedException {
        String body = "{\"type\":\"user.created\",\"data\":{\"n\":1.50,\"name\":\"größer 😀\"}}";
        Event event = taken(OURS, Map.of(), body);
        assertThat(event.type()).isEqualTo("user.created");
        assertThat(event.payload()).isEqualTo(json(body));
        assertThat(event.source()).isEqualTo("webhook.in/shop");
        assertThat(event.receivedAt()).isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":{}}",
                "{\"type\":\"\"}",
                "{\"type\":\"no type\"}",
                "{\"type\":\".x\"}"
            })
    void aBodyWithoutAValidTypeIsOfTypeWebhookInReceived(String body) throws RefusedException {
        assertThat(taken(OURS, Map.of(), body).type()).isEqualTo("webhook.in.received");
    }

    @Test
    void anOverlongTypeIsIgnored() throws RefusedException {
        assertThat(taken(OURS, Map.of(), "{\"type\":\"" + "x".repeat(129) + "\"}")
                        .type())
                .isEqualTo("webhook.in.received");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "pull_request, {\"action\":\"opened\"}, github.pull_request.opened",
                "push, {\"ref\":\"main\"}, github.push",
                "ping, {\"action\":7}, github.ping",
                "ping, {\"action\":\"not a type\"}, github.ping",
                "not a type, {\"type\":\"own\"}, own",
                "not a type, {}, webhook.in.received",
            })
    void githubEventsAreNamedByHeaderAndAction(String header, String body, String type) throws RefusedException {
        assertThat(taken(GITHUB, Map.of("x-github-event", header), body).type()).isEqualTo(type);
    }

    @Test
    void githubHeadersOfOtherSchemesAreIgnored() throws RefusedException {
        Map<String, String> headers = Map.of("x-github-event", "push", "x-github-delivery", "1");
        assertThat(taken(OURS, headers, "{}").type()).isEqualTo("webhook.in.received");
        assertThat(take(OURS, headers, "{}").duplicate()).isFalse();
        assertThat(taken(GITHUB, Map.of(), "{\"type\":\"own\"}").type()).isEqualTo("own");
    }

    @Test
    void pipelinesTakeOneSourceOrAllSources() throws RefusedException {
        take(OURS, Map.of(), "{}");
        assertThat(queue.messages())
                .extracting(message -> message.key().pipeline())
                .containsExactly("all", "shop");
        take(STRIPE, Map.of(), "{}");
        assertThat(queue.messages())
                .extracting(message -> message.key().pipeline())
                .containsExactly("all", "shop", "all");
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void theSendersKeyIsScopedToTheSource(SignatureScheme scheme) throws RefusedException {
        Map<String, String> keyed =
                Map.of("x-ingest-idempotency-key", "k1", "webhook-id", "w", "x-github-delivery", "d");
        Receipt first = take(signed("a", scheme), keyed, "{\"id\":\"1\"}");
        assertThat(take(signed("a", scheme), keyed, "{\"id\":\"2\"}")).isEqualTo(new Receipt(first.id(), true, true));
        assertThat(take(signed("b", scheme), keyed, "{\"id\":\"1\"}").duplicate())
                .isFalse();
    }

    @Test
    void aSchemesMessageIdIsTheKeyIfTheSenderGivesNone() throws RefusedException {
        Map<WebhookSource, Map<String, String>> retries = Map.of(
                GITHUB, Map.of("x-github-delivery", "72d3162e"),
                STANDARD, Map.of("webhook-id", "msg_1"),
                STRIPE, Map.of());
        retries.forEach((source, headers) -> {
            try {
                Receipt first = take(source, headers, "{\"id\":\"evt_1\"}");
                assertThat(first.duplicate()).isFalse();
                assertThat(take(source, headers, "{\"id\":\"evt_1\"}")).isEqualTo(new Receipt(first.id(), true));
            } catch (RefusedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(take(STANDARD, Map.of("svix-id", "msg_1"), "{}").duplicate()).isTrue();
        assertThat(take(STANDARD, Map.of("webhook-id", "msg_2"), "{}").duplicate())
                .isFalse();
        assertThat(take(STRIPE, Map.of(), "{\"id\":\"evt_2\"}").duplicate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":7}", "{\"id\":\"\"}", "{\"id\":null}"})
    void withoutAKeyEachWebhookIsANewEvent(String body) throws RefusedException {
        assertThat(take(STRIPE, Map.of(), body).duplicate()).isFalse();
        assertThat(take(STRIPE, Map.of(), body).duplicate()).isFalse();
        assertThat(take(OURS, Map.of(), body).duplicate()).isFalse();
        assertThat(take(OURS, Map.of(), body).duplicate()).isFalse();
    }

    @Test
    void theDeclaredKeyPrecedesTheSchemesButNotTheSenders() throws RefusedException {
        String body = "{\"type\":\"order.paid\",\"order_id\":\"o1\"}";
        Receipt first = take(STANDARD, Map.of("webhook-id", "msg_1"), body);
        assertThat(take(STANDARD, Map.of("webhook-id", "msg_2"), body)).isEqualTo(new Receipt(first.id(), true));
        assertThat(take(STANDARD, Map.of("x-ingest-idempotency-key", "mine"), body)
                        .duplicate())
                .isFalse();
    }

    @Test
    void anInvalidKeyIsRefused() {
        for (String key : List.of("", "x".repeat(256))) {
            RefusedException e = refused(Map.of("x-ingest-idempotency-key", key), "{}".getBytes(UTF_8));
            assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST);
            assertThat(e).hasMessage("X-Ingest-Idempotency-Key must have 1 to 255 characters.");
        }
    }

    @Test
    void declarationsApplyWithPathsInTheBody() {
        assertDetails(
                "{\"type\":\"order.paid\",\"n\":\"1\"}",
                Reason.INVALID_EVENT,
                "$.n expected number, found string",
                "$.order_id required field is missing");
    }

    @Test
    void theTypeThatNamesTheEventNeedsNoDeclaration() throws RefusedException {
        assertThat(taken(OURS, Map.of(), "{\"type\":\"order.paid\",\"order_id\":\"o1\"}")
                        .payload())
                .isEqualTo(json("{\"type\":\"order.paid\",\"order_id\":\"o1\"}"));
        assertThat(taken(OURS, Map.of(), "{\"type\":\"typed\"}").type()).isEqualTo("typed");
        assertThat(taken(GITHUB, Map.of("x-github-event", "push"), "{\"type\":\"x\",\"ref\":\"r\"}")
                        .type())
                .isEqualTo("github.push");
    }

    @Test
    void anUndeclaredTypeIsReportedWithItsPathIfOnlyDeclaredOnesAreAccepted() {
        Ingestion strict = ingestion(Declarations.Undeclared.REJECT);
        Map.of(
                        "{\"type\":\"order.payd\"}",
                        "$.type this type is not declared",
                        "{}",
                        "$ webhook.in.received: this type is")
                .forEach((body, reason) -> assertThatThrownBy(
                                () -> strict.ingest(OURS, name -> Optional.empty(), body.getBytes(UTF_8)))
                        .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.details())
                                .singleElement()
                                .satisfies(detail -> assertThat(detail.path() + " " + detail.message())
                                        .startsWith(reason))));
    }

    @Test
    void aSourcesRateLimitAppliesAndRepeatsCostNothing() throws RefusedException {
        WebhookSource slow = new WebhookSource("slow", new SourceAuth.None(), false, Optional.of(new RateLimit(1, 1)));
        Map<String, String> keyed = Map.of("x-ingest-idempotency-key", "k");
        take(slow, keyed, "{}");
        assertThat(take(slow, keyed, "{}").duplicate()).isTrue();
        assertThatThrownBy(() -> take(slow, Map.of(), "{}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.RATE_LIMITED));
    }

    @Test
    void aBodyThatIsNotAJsonObjectIsReportedWithPathAndReason() {
        assertDetails("", Reason.INVALID_JSON, "$ the body is empty; expected a JSON object");
        assertDetails("[]", Reason.INVALID_EVENT, "$ expected an object");
        assertDetails("\"text\"", Reason.INVALID_EVENT, "$ expected an object");
        assertDetails("null", Reason.INVALID_EVENT, "$ expected an object");
        assertDetails("{\"a\":{\"b\":1,\"b\":2}}", Reason.INVALID_JSON, "$.a.b duplicate key (line 1, column 18)");
        assertDetails("{\"a\":\"\\u0000\"}", Reason.INVALID_JSON, "$.a the string holds a NUL character (\\u0000)");
    }

    @Test
    void aBodyThatIsNotUtf8IsNotJson() {
        for (byte[] body : List.of("{\"ë\":1}".getBytes(ISO_8859_1), "{}".getBytes(UTF_16))) {
            RefusedException e = refused(Map.of(), body);
            assertThat(e.reason()).isEqualTo(Reason.INVALID_JSON);
            assertThat(e.details())
                    .singleElement()
                    .extracting(detail -> detail.path() + " " + detail.message())
                    .isEqualTo("$ not valid UTF-8");
        }
    }

    @Test
    void aBodyOver256KibibytesIsTooLargeButNotItsWhiteSpace() throws RefusedException {
        String large = "{\"x\":\"" + "y".repeat(256 * 1024) + "\"}";
        assertDetails(large, Reason.TOO_LARGE, "$ the payload has 262152 bytes; at most 262144 are taken");
        assertThat(take(OURS, Map.of(), "{" + " ".repeat(300 * 1024) + "}").duplicate())
                .isFalse();
    }

    @Test
    void aDeclarationMayRefuseUnknownFieldsOfWebhooksToo() {
        assertDetails(
                "{\"type\":\"strict\",\"m\":1}",
                Reason.INVALID_EVENT,
                "$.m field is not declared; did you mean \"n\"?");
    }

    @Test
    void aServiceMayAddFieldsToItsWebhooksAndTheyAreKept() throws RefusedException {
        String body = "{\"type\":\"order.paid\",\"order_id\":\"o_1\",\"since_last_week\":{\"a\":1}}";
        assertThat(taken(OURS, Map.of(), body).payload().path("since_last_week"))
                .isEqualTo(json("{\"a\":1}"));
        assertThatThrownBy(() -> ingestion.ingest(
                        OURS,
                        name -> Optional.empty(),
                        body.replace("\"o_1\"", "1").getBytes(UTF_8)))
                .as("what is declared is still checked")
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void theProjectsDeclarationAcceptsWebhooksOfResend() throws Exception {
        Declarations declarations = new Declarations(
                Configuration.load(
                                Path.of("../../infra/config"),
                                Map.of("WEBHOOK_URL", "https://hooks.example/x", "REDACTION_KEY", "0".repeat(32))::get)
                        .declarations(),
                Declarations.Undeclared.REJECT);
        byte[] body = Files.readAllBytes(Path.of("../contract/source-samples/sort-inbound-email/resend.sent.json"));
        IncomingEvent event = WebhookReader.read(
                STANDARD, name -> Optional.of("msg_1").filter(id -> name.equals("svix-id")), body, declarations);
        assertThat(event.type()).isEqualTo("email.received");
        assertThat(event.idempotencyKey()).hasValue("msg_1");
        assertThat(event.payload().at("/data/attachments/0/content_disposition").asText())
                .isEqualTo("inline");
    }
}
