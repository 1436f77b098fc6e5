package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.await;
import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.keys.DynamoDbKeyRegistry;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents call pipelines by their names: {@code POST /v1/agent/invoke/{pipeline}}, on the packaged functions. */
@LocalStackTest
class AgentIT {
    private static final String LOOKUP =
            "{\"type\":\"company.lookup\",\"email\":\"ada@acme.example\",\"user_id\":\"u_42\"}";

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        new DynamoDbKeyRegistry(stack.local.engines().dynamoDb(), StackLayout.KEYS_TABLE)
                .add(new RegisteredKey(
                        KeyHash.of("ag_live_finder"),
                        Optional.empty(),
                        new ApiKey(
                                "finder",
                                "agent",
                                Set.of(ApiKey.invoke("find-company"), ApiKey.invoke("resting")),
                                Optional.empty()),
                        true,
                        Optional.empty()));
    }

    @AfterEach
    void heal() {
        stack.dynamoDb.reset();
        stack.sqs.reset();
    }

    private static Response invoke(String key, String pipelineAndQuery, String idempotencyKey, String body) {
        return stack.givenKey(key)
                .header("X-Ingest-Idempotency-Key", idempotencyKey)
                .body(body)
                .when()
                .post("/v1/agent/invoke/" + pipelineAndQuery);
    }

    private static Response invoke(String pipelineAndQuery, String body) {
        return invoke("ag_live_finder", pipelineAndQuery, UUID.randomUUID().toString(), body);
    }

    private static JsonNode dataIn(Response answer) {
        answer.then().statusCode(202);
        return json(answer.asString()).path("data");
    }

    private static void refused(Response answer, int status, String code) {
        answer.then().statusCode(status).body("error.code", equalTo(code));
    }

    @Test
    void theAnswerIsTheWebhooksBodyWhichOnlyTheNamedPipelineDelivers() throws Exception {
        JsonNode data = dataIn(invoke("find-company?wait=true", LOOKUP));
        String id = data.path("id").asText();
        assertThat(data.path("destinations")).isEqualTo(json("[\"found\"]"));
        assertThat(data.at("/body/entity/user/account").asText()).isEqualTo("acc_acme");
        assertThat(data.at("/body/source").asText()).isEqualTo("agent/finder/find-company");
        ReceivedWebhook webhook = stack.webhookOf(id);
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(json(webhook.body())).isEqualTo(data.path("body"));
        stack.deliveryOf(id, "delivered");
        assertThat(stack.rowsOf(id))
                .extracting(row -> row.get("item").s())
                .containsExactly("delivery#find-company#found", "event");
    }

    @Test
    void withoutWaitTheAnswerIsAReceiptAndThePipelineRunsAllTheSame() throws Exception {
        JsonNode data = dataIn(invoke("find-company", LOOKUP));
        assertThat(data.properties()).extracting(field -> field.getKey()).containsExactly("id", "duplicate");
        stack.deliveryOf(data.path("id").asText(), "delivered");
        assertThat(stack.told(
                        "ingress", "event.accepted", "event_id", data.path("id").asText()))
                .singleElement()
                .satisfies(line -> assertThat(line.path("source").asText()).isEqualTo("agent/finder/find-company"));
    }

    @Test
    void aPipelineWhoseSourcesAreOthersRunsForWhoeverMayInvokeIt() throws Exception {
        String id = dataIn(invoke("ag_local_development", "to-ok", "k", "{\"n\":1}"))
                .path("id")
                .asText();
        assertThat(json(stack.webhookOf(id).body()).path("type").asText()).isEqualTo("agent.received");
    }

    @Test
    void aKeyInvokesWhatItNamesAndNothingElse() throws Exception {
        long rows = stack.eventRows();
        refused(invoke("every-agent", LOOKUP), 403, "forbidden");
        refused(invoke("gone", LOOKUP), 403, "forbidden");
        refused(invoke("il_local_development", "find-company", "k", LOOKUP), 403, "forbidden");
        refused(invoke("ag_live_other", "find-company", "k", LOOKUP), 401, "unauthorized");
        refused(invoke("ag_local_development", "gone", "k", LOOKUP), 404, "not_found");
        String event = "{\"type\":\"a.b\",\"payload\":{}}";
        refused(stack.givenKey("ag_live_finder").body(event).when().post("/v1/ingest"), 403, "forbidden");
        assertThat(stack.eventRows()).isEqualTo(rows);
    }

    @Test
    void aPausedPipelineTakesNothing() throws Exception {
        long rows = stack.eventRows();
        refused(invoke("resting", LOOKUP), 409, "conflict");
        assertThat(stack.eventRows()).isEqualTo(rows);
    }

    @Test
    void aDroppedEventIsStoredAndTellsWhy() throws Exception {
        JsonNode data = dataIn(invoke("find-company?wait=true", "{\"type\":\"company.lookup\"}"));
        assertThat(data.path("dropped").asText()).isEqualTo("filtered");
        assertThat(data.path("destinations")).isEmpty();
        assertThat(stack.rowsOf(data.path("id").asText()))
                .singleElement()
                .satisfies(row -> assertThat(row.get("deliveries").s()).isEqualTo("[]"));
    }

    @Test
    void aRepeatIsAnsweredWithTheFirstResultAndDeliveredOnce() throws Exception {
        Response first = invoke("ag_live_finder", "find-company?wait=true", "repeat", LOOKUP);
        String id = dataIn(first).path("id").asText();
        stack.deliveryOf(id, "delivered");
        stack.sqs.reset();
        invoke("ag_live_finder", "find-company?wait=true", "repeat", "{\"type\":\"company.lookup\"}")
                .then()
                .statusCode(202)
                .body(equalTo(first.asString()
                        .replace("\"duplicate\":false", "\"duplicate\":true,\"payload_differs\":true")));
        assertThat(dataIn(invoke("ag_live_finder", "find-company", "repeat", LOOKUP)))
                .isEqualTo(json("{\"id\":\"" + id + "\",\"duplicate\":true}"));
        assertThat(stack.sqs.calls()).doesNotContainKey("SendMessageBatch");
        assertThat(stack.webhooksOf(id)).hasSize(1);
        assertThat(dataIn(invoke("ag_local_development", "find-company", "repeat", LOOKUP))
                        .path("duplicate")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aCallThatGotNo202IsSafeToSendAgain() throws Exception {
        stack.dynamoDb.behave((call, engine) ->
                call.name().equals("BatchWriteItem ingestlayer-events") ? Answer.SILENCE : engine.get());
        refused(invoke("ag_live_finder", "find-company?wait=true", "again", LOOKUP), 503, "unavailable");
        stack.dynamoDb.reset();
        JsonNode data = dataIn(invoke("ag_live_finder", "find-company?wait=true", "again", LOOKUP));
        assertThat(data.path("duplicate").asBoolean()).isFalse();
        List<ReceivedWebhook> came = await(
                Duration.ofSeconds(20), () -> stack.webhooksOf(data.path("id").asText()), all -> !all.isEmpty());
        assertThat(came)
                .extracting(webhook -> webhook.headers().get("x-ingestlayer-delivery-id"))
                .containsOnly(came.get(0).headers().get("x-ingestlayer-delivery-id"));
    }

    @Test
    void anAgentsEventIsReplayedByThePipelineItNamed() throws Exception {
        String id = dataIn(invoke("ag_local_development", "to-ok", "replayed", "{}"))
                .path("id")
                .asText();
        stack.deliveryOf(id, "delivered");
        stack.givenSender()
                .when()
                .post("/v1/events/" + id + "/replay")
                .then()
                .statusCode(202)
                .body("data.deliveries[0].pipeline", equalTo("to-ok"));
        await(Duration.ofSeconds(20), () -> stack.webhooksOf(id), came -> came.size() == 2);
    }
}
