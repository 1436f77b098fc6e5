package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.FaultyFront.Fate;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.front.Cors;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK as its users have it, installed from its tarball, against the whole stack. */
class SdkIT {
    private static final String KEY = "il_local_development";
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 25;
    private static final long SEED = 20_261_125;

    private static NodeProject project;
    private static BrowserPage page;
    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        project = SdkPackage.installedIn("sdk");
        page = new BrowserPage(project);
        stack = TestStack.asShipped(new Cors(List.of("http://localhost:" + page.port())));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (page != null) {
            page.close();
        }
    }

    private static URI endpoint() {
        return URI.create("http://localhost:" + stack.local.httpPort());
    }

    private static Map<String, String> environment(URI endpoint) {
        return Map.of("INGESTLAYER_KEY", KEY, "INGESTLAYER_ENDPOINT", endpoint.toString());
    }

    private static void arrivesEnrichedAndSigned(JsonNode result) {
        assertThat(result.path("duplicate").asText()).as(result.toString()).isEqualTo("false");
        ReceivedWebhook webhook = stack.webhookOf(result.path("id").asText());
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(json(webhook.body()).path("payload"))
                .isEqualTo(json("{\"user_id\":\"u_42\",\"feature\":\"csv.export\",\"count\":1,\"plan\":\"free\"}"));
        assertThat(json(webhook.body()).at("/entity/user/owner").asText()).isEqualTo("ben");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed.mjs", "seed.cjs"})
    void anEventSentFromNodeArrivesSigned(String script) throws Exception {
        arrivesEnrichedAndSigned(
                json(project.run(environment(endpoint()), "node", script).succeeded()));
    }

    @Test
    void anEventSentFromAWebPageArrivesSigned() throws Exception {
        arrivesEnrichedAndSigned(page.open("http://localhost", endpoint(), KEY));
    }

    @Test
    void aWebPageIsToldWhyItsEventWasRefused() throws Exception {
        JsonNode refused = page.open("http://localhost", endpoint(), "il_live_unknown");
        assertThat(refused.path("name").asText()).as(refused.toString()).isEqualTo("IngestError");
        assertThat(refused.path("status").asInt()).isEqualTo(401);
        assertThat(refused.path("code").asText()).isEqualTo("unauthorized");
        assertThat(refused.path("requestId").asText()).isNotEmpty();
    }

    @Test
    void aWebPageOfAnotherOriginCannotSend() throws Exception {
        long before = eventsOf("u_42").count();
        JsonNode refused = page.open("http://127.0.0.1", endpoint(), KEY);
        assertThat(refused.path("code").asText()).as(refused.toString()).isEqualTo("network");
        assertThat(eventsOf("u_42")).hasSize((int) before);
    }

    @Test
    void aThousandCallsThroughFaultsAndKillsEndInOneRowEach() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        stack.dynamoDb.behave((call, engine) -> {
            if (!call.name().equals("BatchWriteItem ingestlayer-events")) {
                return engine.get();
            }
            return switch (commits.incrementAndGet()) {
                case CALLS / 3 -> kill();
                case CALLS / 3 * 2 -> {
                    engine.get();
                    yield kill();
                }
                default -> engine.get();
            };
        });
        JsonNode results;
        Map<Fate, Integer> fates;
        try (FaultyFront front = new FaultyFront(endpoint(), SEED)) {
            results = json(project.run(
                            environment(front.uri()),
                            "node",
                            "many.mjs",
                            Integer.toString(CALLS),
                            Integer.toString(AT_ONCE))
                    .succeeded());
            fates = front.fates();
        } finally {
            stack.dynamoDb.reset();
        }
        assertThat(fates.keySet()).containsExactlyInAnyOrder(Fate.values());
        assertThat(commits.get()).isGreaterThan(CALLS / 3 * 2);

        Map<Integer, List<String>> rows = rowsByCall();
        assertThat(results).hasSize(CALLS);
        for (JsonNode result : results) {
            List<String> ids = rows.getOrDefault(result.path("n").asInt(), List.of());
            assertThat(result.path("settled").asInt()).as(result.toString()).isEqualTo(1);
            if (result.has("error")) {
                assertThat(result.at("/error/known").asBoolean())
                        .as(result.toString())
                        .isTrue();
                assertThat(result.at("/error/retryable").asBoolean())
                        .as(result.toString())
                        .isTrue();
                assertThat(ids).as(result.toString()).hasSizeLessThanOrEqualTo(1);
            } else {
                assertThat(ids)
                        .as(result.toString())
                        .containsExactly(result.path("id").asText());
            }
        }
        assertThat(results).as("answers that were lost").anyMatch(result -> result.path("duplicate")
                .asBoolean());
        assertThat(results).as("calls that gave up").anyMatch(result -> result.has("error"));
    }

    private static Answer kill() {
        stack.local.ingress().killBusyInstances();
        return Answer.SILENCE;
    }

    private static Stream<JsonNode> eventsOf(String user) {
        return stack.events()
                .filter(event -> event.at("/payload/user_id").asText().equals(user));
    }

    /** The ids of the events in the table by the number of their call. */
    private static Map<Integer, List<String>> rowsByCall() {
        return eventsOf("u_many")
                .collect(Collectors.groupingBy(
                        event -> event.at("/payload/count").asInt(),
                        Collectors.mapping(event -> event.path("id").asText(), Collectors.toList())));
    }
}
