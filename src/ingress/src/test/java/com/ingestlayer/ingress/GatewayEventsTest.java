package com.ingestlayer.ingress;

import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.replay.EventReplay;
import com.ingestlayer.replay.Rerun;
import com.ingestlayer.source.InMemoryWebhookSources;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.source.WebhookSource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that every event that API Gateway can send is answered in the contract's form, however odd it is. The
 * recorded events went through Quarkus' own handler before ours replaced it, and 32 of them were answered badly.
 * These tests also find an upgrade of Quarkus that breaks what our handler relies on.
 */
@QuarkusTest
class GatewayEventsTest {
    private static final Path RECORDED = Path.of("src/test/resources/gateway-events");
    private static final String KEY = "il_x";
    private static final EntityKey ODD = new EntityKey("user", "odd");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final InMemoryWebhookSources sources = new InMemoryWebhookSources();
    private final InMemoryEntities entities = new InMemoryEntities(clock);
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final TestApi api = new TestApi(keys);

    @BeforeEach
    void useResources() {
        keys.put(KeyHash.of(KEY), new ApiKey("test", "sdk.event", Set.of("ingest", "entities"), Optional.empty()));
        sources.put(KeyHash.of("tok123"), new WebhookSource("shop", new SourceAuth.None(), false, Optional.empty()));
        Authenticator authenticator = new Authenticator(keys, clock);
        Ingestion ingestion = new Ingestion(
                new Declarations(Map.of(), Declarations.Undeclared.ACCEPT),
                new Pipelines(
                        List.of(pipeline("name: p\nstatus: active\n"
                                + "destinations: [{ webhook.out: { url: \"https://a.example/\" } }]")),
                        outside(entities)),
                new Ids(clock, new Random(11)),
                log,
                new InMemoryDeliveryQueue(),
                new InMemoryRateLimiter(clock),
                event -> {},
                clock);
        InMemoryEventHistory archive = new InMemoryEventHistory(log, new InMemoryDeliveryRecords());
        Pipelines again = new Pipelines(List.of(), outside(entities));
        api.use(new EventResource(authenticator, archive), EventResource.class);
        api.use(
                new ReplayResource(
                        authenticator, new EventReplay(archive, new Rerun(again, clock), new InMemoryDeliveryQueue())),
                ReplayResource.class);
        api.use(
                new AgentResource(authenticator, ingestion, new AgentCalls(ingestion, archive, again)),
                AgentResource.class);
        api.use(new IngestResource(authenticator, ingestion), IngestResource.class);
        api.use(new EntityResource(authenticator, entities), EntityResource.class);
        api.use(
                new WebhookResource(new WebhookGate(sources, name -> Optional.empty(), clock), ingestion),
                WebhookResource.class);
    }

    private static ObjectNode headers() {
        return Json.object().put("authorization", "Bearer " + KEY).put("content-type", "application/json");
    }

    private static String recorded(String name) {
        try {
            return Files.readString(RECORDED.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertContractForm(LambdaAnswer answer) {
        assertThat(answer.text()).doesNotContain("\"isBase64Encoded\":true");
        if (answer.status() == 204) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
            assertThat(answer.body().has("data") ? "data" : "error")
                    .satisfies(member ->
                            assertThat(answer.body().path(member).isObject()).isTrue());
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/gateway-events/answers.csv")
    void recordedEventsAreAnswered(String name, int status, String code) {
        LambdaAnswer answer = TestApi.answer(recorded(name));
        assertContractForm(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().at("/error/code").textValue()).isEqualTo(code);
    }

    /** A resource gives this answer; a path without a route has a different one. */
    @ParameterizedTest
    @ValueSource(ints = {32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49})
    void recordedPathsNameMissingEntities(int number) throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            String name = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(number + "-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(TestApi.answer(recorded(name))
                            .body()
                            .at("/error/message")
                            .textValue())
                    .isEqualTo("There is no such entity.");
        }
    }

    @Test
    void everyRecordedEventIsTested() throws IOException {
        List<String> known = recorded("answers.csv")
                .lines()
                .map(line -> line.split(",", 2)[0])
                .toList();
        try (Stream<Path> files = Files.list(RECORDED)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .hasSizeGreaterThan(60)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(known.stream(), Stream.of("68-not-json.json"))
                            .toList());
        }
    }

    @Test
    void anEventThatIsNotJsonFailsTheFunction() {
        assertThatThrownBy(() -> TestApi.answer(recorded("68-not-json.json"))).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " ",
                "100%",
                "a%2Fb",
                "%zz",
                "a\\b",
                "{}",
                "{kind}",
                "a#b",
                "a?b=c&d",
                "a;b=c",
                ".",
                "..",
                "../..",
                "a/../b",
                "./a",
                "a//b",
                "/a",
                "a/",
                "//",
                "a+b",
                "é",
                "😀",
                "a|b",
                "^",
                "\"",
                "<a>",
                "*",
                "a\u0000b",
                "a\nb",
                "\u007f",
                "a\u2028b",
                "[]",
                "`",
                "http://a.example/"
            })
    void anyIdReachesTheResourceUnchanged(String id) {
        entities.write(new EntityKey("user", id), Json.object(), Precondition.NONE);
        LambdaAnswer byPath = entity("GET", "/v1/entities/user/" + id, Json.object());
        LambdaAnswer byQuery = entity("GET", "/v1/entities/user", Json.object().put("external_id", id));
        for (LambdaAnswer answer : List.of(byPath, byQuery)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.body().at("/data/external_id").textValue()).isEqualTo(id);
        }
        assertThat(entity("DELETE", "/v1/entities/user/" + id, Json.object()).status())
                .isEqualTo(204);
    }

    private static LambdaAnswer entity(String method, String path, ObjectNode query) {
        return TestApi.answer(method, path, query, headers(), "", false);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET,      ``,                         404",
                "GET,      /,                          404",
                "GET,      //,                         404",
                "GET,      healthz,                    404",
                "GET,      /healthz/,                  404",
                "GET,      //healthz,                  404",
                "GET,      /./healthz,                 404",
                "GET,      /x/../healthz,              404",
                "GET,      /healthz;a=b,               404",
                "GET,      /healthz?,                  404",
                "GET,      /healthz#,                  404",
                "GET,      /%68ealthz,                 404",
                "GET,      /HEALTHZ,                   404",
                "GET,      http://a.example/healthz,   404",
                "GET,      /v1/entities/,              404",
                "POST,     /v1/entities/user/,         404",
                "GET,      /v1/entities/user/,         404",
                "GET,      /v1/entities//odd,          404",
                "GET,      /v1/entities//odd/x,        404",
                "GET,      /v1/entities/no kind/odd,   400",
                "GET,      /v1/entities/{kind}/odd,    400",
                "GET,      /v1/entities/user,          400",
                "PUT,      /v1/entities/user/odd,      405",
                "get,      /healthz,                   405",
                "HEAD,     /healthz,                   405",
                "HEAD,     /nothing,                   404",
                "TRACE,    /healthz,                   405",
                "CONNECT,  /healthz,                   405",
                "BREW,     /healthz,                   405",
                "G T,      /healthz,                   405",
                "``,       /healthz,                   405",
                "é,        /healthz,                   405",
                "OPTIONS,  /healthz,                   204",
                "OPTIONS,  /v1/entities/user/a b,      204",
                "OPTIONS,  *,                          404",
                "OPTIONS,  /nothing,                   404",
            })
    void oddPathsAndMethodsAreAnswered(String method, String path, int status) {
        entities.write(ODD, Json.object(), Precondition.NONE);
        LambdaAnswer answer = TestApi.answer(method, path, Json.object(), headers(), "", false);
        assertContractForm(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().containsKey("allow")).isEqualTo(status == 405 || status == 204);
    }

    @ParameterizedTest
    @CsvSource({"/v1/entities/user/odd, 'DELETE, GET, PATCH'", "/v1/events/x/replay, 'GET, POST'", "/v1/events, GET"})
    void theAllowHeaderNamesTheMethodsOfAllMatchingResources(String path, String allowed) {
        assertThat(TestApi.answer("BREW", path, Json.object(), headers(), "", false)
                        .headers())
                .containsEntry("allow", allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "expect, 100-continue",
        "transfer-encoding, chunked",
        "content-length, 7",
        "content-length, -1",
        "connection, Upgrade",
        "upgrade, h2c",
        "accept, text/html",
        "accept, '}{'",
        "content-type, application/json;charset=\"",
        "host, ' '",
        "host, 'a b:c:d'",
        "x-forwarded-port, x",
        "x-forwarded-host, '\"'",
        "x-http-method-override, DELETE",
        "cookie, 'a=b;;;=c'",
        "x-exact-path, /healthz",
        "content-encoding, gzip",
        "origin, null",
        "sec-websocket-key, x",
    })
    void headersOfTheProtocolHaveNoEffect(String name, String value) {
        assertTaken(headers().put(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "\u0000", "é", "\ud834", ",,,", ""})
    void aHeaderMayContainAnything(String value) {
        assertTaken(headers().put("x-odd", value));
        assertTaken(headers().put("host", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "é", "x\r\ny"})
    void aHeaderMayHaveAnyName(String name) {
        assertTaken(headers().put(name, "x"));
    }

    @Test
    void aHeaderMayBeHuge() {
        assertTaken(headers().put("x-huge", "x".repeat(1_000_000)));
        ObjectNode many = headers();
        for (int i = 0; i < 10_000; i++) {
            many.put("x-" + i, "x");
        }
        assertTaken(many);
    }

    private void assertTaken(ObjectNode headers) {
        LambdaAnswer answer = TestApi.answer(
                "POST", "/v1/ingest", Json.object(), headers, "{\"type\":\"a.b\",\"payload\":{}}", false);
        assertContractForm(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    @Test
    void aLongPathIsAnswered() {
        assertThat(entity("GET", "/" + "x/".repeat(100_000), Json.object()).status())
                .isEqualTo(404);
        assertThat(entity("GET", "/v1/entities/user/" + "é".repeat(513), Json.object())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theKeyIsCheckedBeforeTheBody() {
        String large = "x".repeat(6 * 1024 * 1024);
        for (boolean base64 : new boolean[] {false, true}) {
            for (String body : List.of(large, "no base 64", "{")) {
                assertThat(TestApi.answer("POST", "/v1/ingest", Json.object(), Json.object(), body, base64)
                                .status())
                        .isEqualTo(401);
                assertThat(TestApi.answer("POST", "/whk/unknown", Json.object(), Json.object(), body, base64)
                                .status())
                        .isEqualTo(404);
                assertThat(TestApi.answer("POST", "/nothing", Json.object(), Json.object(), body, base64)
                                .status())
                        .isEqualTo(404);
            }
        }
        assertThat(TestApi.answer("POST", "/whk/tok123", Json.object(), headers(), large, false)
                        .status())
                .isEqualTo(413);
        assertThat(TestApi.answer("POST", "/whk/tok123", Json.object(), headers(), "no base 64", true)
                        .status())
                .isEqualTo(400);
    }

    /** Combines parts of the events above at random. */
    @Test
    void everyAnswerFollowsTheContract() {
        Random random = new Random(16);
        String[] pieces = {
            "/",
            "//",
            "v1",
            "entities",
            "user",
            "events",
            "whk",
            "tok123",
            "replay",
            "healthz",
            "agent",
            "invoke",
            "ingest",
            ".",
            "..",
            "%",
            "%2F",
            "%00",
            "\u0000",
            " ",
            "\\",
            "{",
            "}",
            "#",
            "?",
            ";",
            "é",
            "\ud834",
            "\r\n",
            "*",
            ":",
            "@"
        };
        String[] methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "x", " "};
        for (int i = 0; i < 2_000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int j = random.nextInt(8); j > 0; j--) {
                path.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? "/" : "");
            }
            ObjectNode query = Json.object();
            for (int j = random.nextInt(3); j > 0; j--) {
                query.put(pieces[random.nextInt(pieces.length)], pieces[random.nextInt(pieces.length)]);
            }
            LambdaAnswer answer = TestApi.answer(
                    methods[random.nextInt(methods.length)],
                    path.toString(),
                    query,
                    headers().put("x" + pieces[random.nextInt(pieces.length)], pieces[random.nextInt(pieces.length)]),
                    pieces[random.nextInt(pieces.length)],
                    random.nextBoolean());
            assertContractForm(answer);
            assertThat(answer.status()).as(path + " " + answer.text()).isLessThan(500);
        }
    }
}
