package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.keys.DynamoDbKeyRegistry;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.engines.Engines;
import com.ingestlayer.local.iam.Access;
import com.ingestlayer.local.iam.Guard;
import com.ingestlayer.local.iam.Role;
import com.ingestlayer.local.iam.Statement;
import com.ingestlayer.request.RateLimit;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The roles of template.yaml allow the functions what they use, and nothing else. That they allow all of it, every test on
 * a {@link TestStack} proves: its proxies refuse the rest, and closing it fails after a refusal. That they allow no more,
 * this one proves: it does everything that the functions can do, and finds each right used.
 */
@LocalStackTest
class LeastPrivilegeIT {
    /** Rights that no call of a function's own code uses, and who uses them. */
    private static final Map<String, String> USED_BY_LAMBDA = Map.of(
            "logs:CreateLogStream", "Lambda writes what a function prints",
            "logs:PutLogEvents", "Lambda writes what a function prints",
            "xray:PutTraceSegments", "Lambda's X-Ray daemon",
            "xray:PutTelemetryRecords", "Lambda's X-Ray daemon");

    /** What an event source mapping does with the function's role (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
    private static final Set<String> EVENT_SOURCE_MAPPING =
            Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private static TestStack stack;

    @Test
    void everyRightOfEachRoleIsUsed() throws Exception {
        sendEventsThroughEveryStep();
        sendEventsThatAreDeliveredInEveryWay();
        sendWebhooksAndCallsOfAgents();
        callEveryOtherRoute();
        sendWithALimitedKey();

        Set<String> unused = new TreeSet<>();
        for (Role role : stack.guard.roles()) {
            Set<Access> used = new HashSet<>();
            stack.guard.used().stream()
                    .filter(use -> use.caller().equals(role.holder()))
                    .map(Guard.Use::access)
                    .forEach(used::add);
            if (role.holder().equals("delivery")) {
                String queue = TestStack.template().arn("DeliveriesQueue");
                EVENT_SOURCE_MAPPING.forEach(action -> used.add(new Access(action, queue)));
            }
            assertThat(used).as("calls of " + role.holder()).isNotEmpty();
            assertThat(used).as("what " + role.holder() + " needs").allMatch(role::allows);
            role.statements().stream()
                    .flatMap(statement -> statement.permissions().stream())
                    .filter(permission -> !USED_BY_LAMBDA.containsKey(permission.action()))
                    .filter(permission -> used.stream().noneMatch(use -> Statement.covers(permission, use)))
                    .forEach(permission -> unused.add(role.holder() + ": " + permission));
        }
        assertThat(unused).as("allowed in template.yaml, but not used").isEmpty();
        assertThat(stack.guard.refusals()).isEmpty();
    }

    private static void sendEventsThroughEveryStep() throws Exception {
        stack.bedrock.behave((call, engine) -> new Answer(
                200,
                "{\"output\":{\"message\":{\"content\":[{\"text\":\"demo\"}]}},\"stopReason\":\"end_turn\","
                        + "\"usage\":{\"inputTokens\":1,\"outputTokens\":1}}"));
        String modelled = idIn(stack.ingest("{\"type\":\"test.model\",\"payload\":{\"text\":\"a demo, please\"}}"));
        assertThat(json(stack.webhookOf(modelled).body()).at("/classify/intent").asText())
                .isEqualTo("demo");
        // Several slots at once are one transaction, a single one is one conditional write.
        stack.ingest("{\"type\":\"test.dedupe\",\"payload\":{\"order_id\":\"o_1\",\"n\":1}}");
        accepted(call(
                "POST",
                "/v1/ingest",
                "{\"events\":["
                        + "{\"type\":\"test.dedupe\",\"payload\":{\"order_id\":\"o_2\",\"n\":1}},"
                        + "{\"type\":\"test.dedupe\",\"payload\":{\"order_id\":\"o_3\",\"n\":1}}]}"));
        accepted(call("POST", "/v1/ingest", "{\"type\":\"test.throttle\",\"payload\":{\"customer_id\":\"c_1\"}}"));
    }

    private static void sendEventsThatAreDeliveredInEveryWay() throws Exception {
        String retried = idIn(stack.ingest("{\"type\":\"test.500\",\"payload\":{}}"));
        // Six copies of a text make a body that no message has room for.
        String large = "{\"type\":\"test.large\",\"payload\":{\"text\":\"" + "x".repeat(200 * 1024) + "\"}}";
        stack.webhookOf(idIn(stack.ingest(large)));
        stack.deliveryOf(retried, "dead");
        sendAMessageThatIsPutOffByMoreThanAQueueDelays(retried);
    }

    private static void sendAMessageThatIsPutOffByMoreThanAQueueDelays(String eventId) {
        String message = Json.write(Json.object()
                .put("v", 1)
                .put("delivery_id", "dlv_00000000000000000000000000")
                .put("event_id", eventId)
                .put("event_type", "test.ok")
                .put("pipeline", "to-ok")
                .put("destination", "ok")
                .put("url", "http://localhost:" + stack.local.receiver().port() + "/hooks")
                .put("body", "{}")
                .put("enqueued_at", Instant.now().toString())
                .put("not_before", Instant.now().plus(Duration.ofHours(1)).toString()));
        Engines engines = stack.local.engines();
        engines.sqs().sendMessage(send -> send.queueUrl(
                        engines.sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE)
                .messageBody(message));
        TestStack.await(Duration.ofSeconds(20), stack.guard::used, used -> used.stream()
                .anyMatch(use ->
                        use.caller().equals("delivery") && use.access().action().equals("sqs:SendMessage")));
    }

    private static void sendWebhooksAndCallsOfAgents() throws Exception {
        WebhookSender sender = WebhookSender.signing("github");
        sender.register(stack);
        byte[] body = "{\"type\":\"test.webhook\"}".getBytes(UTF_8);
        stack.deliveryOf(idIn(sender.send(stack, sender.sign(body, Instant.now()), body)), "delivered");
        accepted(stack.givenKey("ag_local_development")
                .body("{\"email\":\"ada@acme.example\",\"user_id\":\"u_42\"}")
                .when()
                .post("/v1/agent/invoke/find-company?wait=true"));
    }

    private static void callEveryOtherRoute() throws Exception {
        String one = "{\"kind\":\"user\",\"external_id\":\"lp\",\"traits\":{\"a\":1}}";
        accepted(call("POST", "/v1/entities", one));
        accepted(call("POST", "/v1/entities", one));
        accepted(call("GET", "/v1/entities/user/lp", ""));
        accepted(call("PATCH", "/v1/entities/user/lp", "{\"traits\":{\"b\":2}}"));
        accepted(call("GET", "/v1/entities?kind=user", ""));
        accepted(call("DELETE", "/v1/entities/user/lp", ""));
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
        accepted(call("GET", "/v1/events/" + id, ""));
        accepted(call("GET", "/v1/events?type=test.ok", ""));
        accepted(call("POST", "/v1/events/" + id + "/replay", ""));
    }

    private static void sendWithALimitedKey() throws Exception {
        new DynamoDbKeyRegistry(stack.local.engines().dynamoDb(), StackLayout.KEYS_TABLE)
                .add(new RegisteredKey(
                        KeyHash.of("il_limited"),
                        Optional.empty(),
                        new ApiKey("limited", "sdk.event", Set.of("ingest"), Optional.of(new RateLimit(5, 5))),
                        true,
                        Optional.empty()));
        for (int i = 0; i < 20; i++) {
            stack.givenKey("il_limited")
                    .body("{\"type\":\"not.routed\",\"payload\":{}}")
                    .when()
                    .post("/v1/ingest");
        }
    }

    private static Response call(String method, String path, String body) {
        RequestSpecification request = stack.givenSender();
        return (body.isEmpty() ? request : request.body(body)).when().request(method, path);
    }

    private static void accepted(Response answer) {
        answer.then().statusCode(allOf(greaterThanOrEqualTo(200), lessThan(300)));
    }
}
