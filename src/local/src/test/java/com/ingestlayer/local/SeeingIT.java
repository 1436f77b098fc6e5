package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.await;
import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of what the packaged functions do, and what nobody must see there. */
class SeeingIT {
    /** In every payload, header, token and query of this class; in no line. */
    private static final String SECRET = "marker-4711";

    private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

    private static TestStack stack;
    private int before;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.withTestConfig("1s,1s,1s,1s");
    }

    @AfterAll
    static void noLineTellsWhatIsNotToBeTold() {
        stack.close();
        assertThat(stack.printed()).isNotEmpty().allSatisfy(printed -> {
            JsonNode line = json(printed.line());
            assertThat(line.has("_aws") || line.path("event").isTextual()).isTrue();
            assertThat(line.path("level").asText()).as(printed.line()).isNotEqualTo("ERROR"); // nothing broke
            assertThat(printed.line())
                    .doesNotContain(SECRET)
                    .doesNotContain("il_local_development")
                    .doesNotContain("whsec_local_development")
                    .doesNotContain("ok=1")
                    .doesNotContain("status=500");
        });
    }

    /** Metrics come after everything else that an invocation tells. */
    @BeforeEach
    void whenTheMetricsOfTheTestBeforeHaveBeenTold() {
        for (String function : List.of("ingress", "delivery")) {
            await(Duration.ofSeconds(10), () -> metrics(function).size() - invocations(function), left -> left == 0);
        }
        before = stack.printed().size();
    }

    /** How many invocations have told something since the test began; one with two outcomes counts twice. */
    private int invocations(String function) {
        return (int) stack.printed().stream()
                .skip(before)
                .filter(each -> each.function().equals(function))
                .map(each -> json(each.line()))
                .filter(line ->
                        !line.has("_aws") && !line.path("event").asText().equals("log"))
                .map(line ->
                        line.path("request_id").asText() + line.path("outcome").asText())
                .distinct()
                .count();
    }

    private static String event(String type, String payload) {
        return "{\"type\":\"" + type + "\",\"payload\":{\"card\":\"" + SECRET + "\"" + payload + "}}";
    }

    private static Response send(String path, String key, String trace, String body) {
        RequestSpecification request = stack.givenKey(key).header("X-Other", SECRET);
        if (!trace.isEmpty()) {
            request.header("X-Amzn-Trace-Id", trace);
        }
        return request.body(body).when().post(path);
    }

    private static String accepted(String type, String trace) throws Exception {
        return idIn(send("/v1/ingest?q=" + SECRET, "il_local_development", trace, event(type, "")));
    }

    private static List<JsonNode> attempts(String eventId, int number) {
        return await(
                Duration.ofSeconds(40),
                () -> stack.told("delivery", "delivery.attempted", "event_id", eventId),
                lines -> lines.size() == number);
    }

    /** The metrics of invocations that a function has told since the test began. What it told as it started is of none. */
    private List<JsonNode> metrics(String function) {
        return stack.printed().stream()
                .skip(before)
                .filter(each -> each.function().equals(function) && each.line().startsWith("{\"_aws\""))
                .filter(each -> !each.line().contains("SecretsUnusable"))
                .map(each -> json(each.line()))
                .toList();
    }

    @Test
    void anEventAndItsAttemptAreALineEachInTheSendersTraceWhichReachesTheReceiver() throws Exception {
        String id = accepted("test.ok", "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
        JsonNode attempt = attempts(id, 1).get(0);
        assertThat(attempt.path("outcome").asText()).isEqualTo("delivered");
        assertThat(attempt.path("attempt").asInt()).isEqualTo(1);
        assertThat(attempt.path("http_status").asInt()).isEqualTo(200);
        assertThat(attempt.path("type").asText()).isEqualTo("test.ok");
        assertThat(attempt.path("pipeline").asText()).isEqualTo("to-ok");
        assertThat(attempt.path("destination").asText()).isEqualTo("ok");
        assertThat(attempt.path("delivery_id").asText())
                .isEqualTo(stack.webhookOf(id).headers().get("x-ingestlayer-delivery-id"));
        assertThat(attempt.path("trace_id").asText()).isEqualTo(ROOT);
        assertThat(attempt.path("request_id").asText()).matches("[0-9a-f-]{36}");
        assertThat(stack.told("ingress", "event.accepted", "event_id", id))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("type").asText()).isEqualTo("test.ok");
                    assertThat(line.path("source").asText()).isEqualTo("sdk.event");
                    assertThat(line.path("duplicate").asBoolean()).isFalse();
                    assertThat(line.path("deliveries").asInt()).isEqualTo(1);
                    assertThat(line.path("trace_id").asText()).isEqualTo(ROOT);
                    assertThat(line.path("request_id").asText()).matches("[0-9a-f-]{36}");
                });
        assertThat(stack.webhookOf(id).headers())
                .containsEntry("traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
    }

    @Test
    void aRequestInNoTraceIsGivenOneThatNobodyKeeps() throws Exception {
        String id = accepted("test.ok", "");
        attempts(id, 1);
        assertThat(stack.webhookOf(id).headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void ofALargeRequestEachEventIsALineAndTheMetricsAreOneDocument() throws Exception {
        String events = Stream.concat(
                        IntStream.range(0, 300).mapToObj(i -> event("test.filtered", ",\"go\":false")),
                        IntStream.range(0, 200).mapToObj(i -> event("test.unheard", "")
                                .replace("}}", "},\"idempotencyKey\":\"k" + i % 150 + "\"}")))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        assertThat(receipts(send("/v1/ingest", "il_local_development", "", events)))
                .hasSize(500);
        List<JsonNode> documents = await(Duration.ofSeconds(10), () -> metrics("ingress"), found -> !found.isEmpty());
        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.path("Stack").asText()).isEqualTo("local");
            assertThat(document.path("EventsAccepted").asInt()).isEqualTo(450);
            assertThat(document.path("EventsDuplicate").asInt()).isEqualTo(50);
            assertThat(document.path("EventsPayloadDiffers").asInt()).isZero();
            assertThat(document.path("EventsFiltered").asInt()).isEqualTo(450);
        });
        List<JsonNode> lines = stack.printed().stream()
                .skip(before)
                .filter(each -> each.function().equals("ingress"))
                .map(each -> json(each.line()))
                .filter(line -> line.path("event").asText().equals("event.accepted"))
                .toList();
        assertThat(lines).hasSize(500);
        assertThat(lines)
                .extracting(line -> line.path("request_id"))
                .containsOnly(lines.get(0).path("request_id"));
        assertThat(lines.stream().filter(line -> line.path("type").asText().equals("test.filtered")))
                .hasSize(300)
                .allSatisfy(line -> assertThat(line.path("dropped"))
                        .isEqualTo(json("[{\"pipeline\":\"choosy\",\"reason\":\"filtered\"}]")));
        assertThat(lines.stream().filter(line -> line.path("duplicate").asBoolean()))
                .hasSize(50);
    }

    @Test
    void theMetricsOfDeliveriesAddUpToTheirAttempts() throws Exception {
        String events = IntStream.range(0, 30)
                .mapToObj(i -> event("test.ok", ""))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        receipts(send("/v1/ingest", "il_local_development", "", events))
                .forEach(receipt -> attempts(receipt.path("id").asText(), 1));
        List<JsonNode> documents = await(
                Duration.ofSeconds(10), () -> metrics("delivery"), found -> found.size() >= invocations("delivery"));
        assertThat(documents).hasSize(invocations("delivery"));
        assertThat(documents)
                .extracting(document -> document.path("Outcome").asText())
                .containsOnly("delivered");
        assertThat(documents.stream()
                        .mapToInt(document -> document.path("Attempts").asInt())
                        .sum())
                .isEqualTo(30);
        assertThat(documents.stream()
                        .mapToInt(document -> document.path("EndToEndLatency").size())
                        .sum())
                .isEqualTo(30);
    }

    @Test
    void fiveFailuresAreFiveLinesAndTheLastIsDeadWithItsAge() throws Exception {
        String id = accepted("test.500", "");
        List<JsonNode> lines = attempts(id, 5);
        assertThat(lines)
                .extracting(line -> line.path("outcome").asText())
                .containsExactly("retrying", "retrying", "retrying", "retrying", "dead");
        assertThat(lines).extracting(line -> line.path("attempt").asInt()).containsExactly(1, 2, 3, 4, 5);
        assertThat(lines).extracting(line -> line.path("receive_count").asInt()).containsExactly(1, 2, 3, 4, 5);
        assertThat(lines).extracting(line -> line.path("error").asText()).containsOnly("HTTP 500");
        assertThat(lines.get(0).path("next_in_s").asInt()).isPositive();
        assertThat(lines.get(4).has("next_in_s")).isFalse();
        assertThat(lines.get(4).path("level").asText()).isEqualTo("WARN");
        List<JsonNode> dead = await(
                Duration.ofSeconds(10),
                () -> metrics("delivery").stream()
                        .filter(document -> document.path("Outcome").asText().equals("dead"))
                        .toList(),
                found -> !found.isEmpty());
        assertThat(dead.get(0).path("AgeAtDeadLetter").get(0).asInt()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aRefusedRequestIsALineAndCountedByItsReason() throws Exception {
        send("/v1/ingest", "il_local_development", "", event("No Type", "").replace("payload", "p"));
        send("/v1/ingest", SECRET, "", event("test.ok", ""));
        send("/whk/" + SECRET, SECRET, "", event("test.ok", ""));
        send("/" + SECRET, SECRET, "", event("test.ok", ""));
        List<JsonNode> documents = await(Duration.ofSeconds(10), () -> metrics("ingress"), found -> found.size() == 4);
        assertThat(documents)
                .extracting(document -> document.path("Reason").asText() + document.path("RequestsRefused"))
                .containsExactly("invalid_event1", "unauthorized1", "not_found1", "not_found1");
        assertThat(stack.told("ingress", "request.refused", "reason", "invalid_event"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("route").asText()).isEqualTo("POST /v1/ingest");
                    assertThat(line.path("details").asInt()).isPositive();
                    assertThat(line.path("sender").asText()).startsWith("key#");
                });
        assertThat(stack.told("ingress", "request.refused", "route", "POST /whk/{token}"))
                .hasSize(1);
        assertThat(stack.told("ingress", "request.refused", "route", "none")).hasSize(1);
    }

    @Test
    void whatIsLoggedOtherwiseIsALineTooOfTheRequestThatLogsIt() throws Exception {
        String root = "1-5759e988-00000000000000000000feed";
        send(
                "/v1/entities",
                "il_local_development",
                "Root=" + root,
                "{\"kind\":\"user\",\"external_id\":\"seen\",\"traits\":{}}");
        assertThat(await(
                        Duration.ofSeconds(10),
                        () -> stack.told("ingress", "log", "trace_id", root),
                        lines -> !lines.isEmpty()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("level").asText()).isEqualTo("INFO");
                    assertThat(line.path("logger").asText()).isEqualTo("com.ingestlayer.ingress.EntityAnswer");
                    assertThat(line.path("message").asText()).isEqualTo("wrote an entity: CREATED");
                    assertThat(line.path("request_id").asText()).matches("[0-9a-f-]{36}");
                });
    }
}
