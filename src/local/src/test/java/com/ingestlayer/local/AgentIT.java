package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.await;
import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.aws.DynamoDbKeyRegistry;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.KeyHash;
import com.ingestlayer.ingest.RegisteredKey;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents call pipelines by their names: {@code POST /v1/agent/invoke/{pipeline}}, on the packaged functions. */
class AgentIT {
    private static final String LOOKUP =
            "{\"type\":\"company.lookup\",\"email\":\"ada@acme.example\",\"user_id\":\"u_42\"}";

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.withTestConfig("1s,1s,1s,1s");
        new DynamoDbKeyRegistry(stack.local.engines().dynamoDbService(), StackLayout.KEYS_TABLE)
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

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void heal() {
        stack.dynamoDb.reset();
        stack.sqs.reset();
    }

    private static HttpResponse<String> invoke(String key, String pipelineAndQuery, String idempotencyKey, String body)
            throws Exception {
        return stack.send(stack.request("/v1/agent/invoke/" + pipelineAndQuery)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("X-Ingest-Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> invoke(String pipelineAndQuery, String body) throws Exception {
        return invoke("ag_live_finder", pipelineAndQuery, UUID.randomUUID().toString(), body);
    }

    private static JsonNode dataIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer.body()).path("data");
    }

    private static String errorIn(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body()).at("/error/code").asText();
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
        assertThat(errorIn(invoke("every-agent", LOOKUP), 403)).isEqualTo("forbidden");
        assertThat(errorIn(invoke("gone", LOOKUP), 403)).isEqualTo("forbidden");
        assertThat(errorIn(invoke("il_local_development", "find-company", "k", LOOKUP), 403))
                .isEqualTo("forbidden");
        assertThat(errorIn(invoke("ag_live_other", "find-company", "k", LOOKUP), 401))
                .isEqualTo("unauthorized");
        assertThat(errorIn(invoke("ag_local_development", "gone", "k", LOOKUP), 404))
                .isEqualTo("not_found");
        HttpResponse<String> ingest = stack.send(stack.request("/v1/ingest")
                .header("Authorization", "Bearer ag_live_finder")
                .POST(BodyPublishers.ofString("{\"type\":\"a.b\",\"payload\":{}}"))
                .build());
        assertThat(errorIn(ingest, 403)).isEqualTo("forbidden");
        assertThat(stack.eventRows()).isEqualTo(rows);
    }

    @Test
    void aPausedPipelineTakesNothing() throws Exception {
        long rows = stack.eventRows();
        assertThat(errorIn(invoke("resting", LOOKUP), 409)).isEqualTo("conflict");
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
        HttpResponse<String> first = invoke("ag_live_finder", "find-company?wait=true", "repeat", LOOKUP);
        String id = dataIn(first).path("id").asText();
        stack.deliveryOf(id, "delivered");
        stack.sqs.reset();
        HttpResponse<String> second =
                invoke("ag_live_finder", "find-company?wait=true", "repeat", "{\"type\":\"company.lookup\"}");
        assertThat(second.body())
                .isEqualTo(first.body().replace("\"duplicate\":false", "\"duplicate\":true,\"payload_differs\":true"));
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
        assertThat(errorIn(invoke("ag_live_finder", "find-company?wait=true", "again", LOOKUP), 503))
                .isEqualTo("unavailable");
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
        HttpResponse<String> replay = stack.send(stack.request("/v1/events/" + id + "/replay")
                .header("Authorization", "Bearer il_local_development")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(dataIn(replay).at("/deliveries/0/pipeline").asText()).isEqualTo("to-ok");
        await(Duration.ofSeconds(20), () -> stack.webhooksOf(id), came -> came.size() == 2);
    }
}
