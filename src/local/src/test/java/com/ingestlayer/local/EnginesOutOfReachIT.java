package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.engines.EngineProxy;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table or the queue does not answer, or says that it is throttled: 503, nothing half-promised, and the retry works. */
@LocalStackTest
class EnginesOutOfReachIT {
    private static TestStack stack;

    @BeforeEach
    void reset() throws Exception {
        stack.dynamoDb.reset();
        stack.sqs.reset();
        stack.ingest("{\"type\":\"warm.up\",\"payload\":{}}"); // so that the key is known
    }

    private static ValidatableResponse ingest(String body) {
        return stack.givenSender().body(body).when().post("/v1/ingest").then();
    }

    private static final String THROTTLED = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";

    private static void assertIsAcceptedAndDelivered(String event) throws Exception {
        String id = ingest(event)
                .statusCode(202)
                .body("data.events", hasSize(1))
                .body("data.events[0].duplicate", equalTo(false))
                .extract()
                .path("data.events[0].id");
        stack.deliveryOf(id, "delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "BatchGetItem ingestlayer-events, throttled",
        "BatchGetItem ingestlayer-events, silent",
        "BatchGetItem ingestlayer-events, failing",
        "BatchWriteItem ingestlayer-events, throttled",
        "BatchWriteItem ingestlayer-events, silent",
        "SendMessageBatch, throttled",
        "SendMessageBatch, silent",
        "SendMessageBatch, failing",
    })
    void isToldWith503AndTheRetryIsAccepted(String operation, String how) throws Exception {
        EngineProxy.Behaviour behaviour = (call, engine) -> {
            if (!call.name().equals(operation)) {
                return engine.get();
            }
            return switch (how) {
                case "throttled" ->
                    operation.startsWith("Send")
                            ? Answer.error(400, "com.amazonaws.sqs#RequestThrottled")
                            : Answer.error(400, THROTTLED);
                case "failing" -> Answer.error(500, "InternalServerError");
                default -> Answer.SILENCE;
            };
        };
        stack.dynamoDb.behave(behaviour);
        stack.sqs.behave(behaviour);
        long rows = stack.eventRows();
        String event = "{\"type\":\"test.ok\",\"payload\":{},\"idempotencyKey\":\"" + operation + how + "\"}";
        ingest(event)
                .statusCode(503)
                .header("retry-after", "5")
                .body("error.code", equalTo("unavailable"))
                .body(not(containsString("Exception")))
                .body(not(containsString("localhost")));
        assertThat(stack.eventRows()).isEqualTo(rows);

        stack.dynamoDb.reset();
        stack.sqs.reset();
        assertIsAcceptedAndDelivered(event);
        assertThat(stack.eventRows()).isEqualTo(rows + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "BatchGetItem ingestlayer-events, AccessDeniedException",
        "BatchWriteItem ingestlayer-events, ValidationException",
        "SendMessageBatch, QueueDoesNotExist",
    })
    void whatWaitingDoesNotMendIsToldWith500AndTheRetryIsAccepted(String operation, String code) throws Exception {
        EngineProxy.Behaviour refusal = (call, engine) ->
                call.name().equals(operation) ? Answer.error(400, "com.amazonaws.x#" + code) : engine.get();
        stack.dynamoDb.behave(refusal);
        stack.sqs.behave(refusal);
        long rows = stack.eventRows();
        String event = "{\"type\":\"test.ok\",\"payload\":{},\"idempotencyKey\":\"" + operation + code + "\"}";
        ingest(event)
                .statusCode(500)
                .body("error.code", equalTo("internal_error"))
                .body(not(containsString(code)))
                .body(not(containsString("localhost")));
        assertThat(stack.eventRows()).isEqualTo(rows);

        stack.dynamoDb.reset();
        stack.sqs.reset();
        assertIsAcceptedAndDelivered(event);
    }

    /** Of 60 events the messages are queued, and the rows of some are refused for a while: seen at 400 events a second. */
    @Test
    void rowsThatAThrottledTableDoesNotTakeAreTriedAgainWhileTheRequestHasTime() throws Exception {
        AtomicInteger refused = new AtomicInteger(9);
        stack.dynamoDb.behave((call, engine) ->
                call.name().equals("BatchWriteItem ingestlayer-events") && refused.getAndDecrement() > 0
                        ? Answer.error(400, THROTTLED)
                        : engine.get());
        long rows = stack.eventRows();
        JsonNode receipts = receipts(stack.ingest(IntStream.range(0, 60)
                .mapToObj(i -> "{\"type\":\"test.ok\",\"payload\":{\"n\":" + i + "}}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"))));
        assertThat(receipts).hasSize(60);
        assertThat(refused).hasNegativeValue();
        assertThat(stack.eventRows()).isEqualTo(rows + 60);
        assertThat(stack.sqs.calls()).containsEntry("SendMessageBatch", 6);
        for (JsonNode receipt : receipts) {
            stack.deliveryOf(receipt.path("id").asText(), "delivered");
            assertThat(stack.webhooksOf(receipt.path("id").asText())).hasSize(1);
        }
    }

    @Test
    void aMessageThatIsOurFaultIsAnswered500AndNotTriedAgain() throws Exception {
        stack.sqs.behave((call, engine) -> call.name().equals("SendMessageBatch")
                ? new Answer(
                        200,
                        "{\"Successful\":[],\"Failed\":[{\"Id\":\"0\",\"Code\":\"InvalidMessageContents\",\"SenderFault\":true}]}")
                : engine.get());
        ingest("{\"type\":\"test.ok\",\"payload\":{}}")
                .statusCode(500)
                .body(not(containsString("InvalidMessageContents")));
        assertThat(stack.sqs.calls()).containsEntry("SendMessageBatch", 1);
        assertThat(stack.printed()).anySatisfy(printed -> assertThat(printed.line())
                .contains("\"level\":\"ERROR\"", "refused SendMessageBatch with InvalidMessageContents"));
    }

    @Test
    void anUnknownKeyIsNotRefusedWhileItCannotBeLookedUp() throws Exception {
        stack.dynamoDb.behave((call, engine) -> Answer.SILENCE);
        stack.givenKey("il_live_never_seen")
                .body("{}")
                .when()
                .post("/v1/ingest")
                .then()
                .statusCode(503)
                .header("retry-after", "5");
    }

    private static ValidatableResponse ingestWithUnknownKey() {
        return stack.givenKey("il_live_unknown")
                .body("{}")
                .when()
                .post("/v1/ingest")
                .then();
    }

    @Test
    void aKeysTableThatIsSilentIsNotAskedForEachRequestAndIsAskedAgainSoon() throws Exception {
        stack.dynamoDb.behave((call, engine) -> Answer.SILENCE);
        for (int i = 0; i < 4; i++) {
            ingestWithUnknownKey().statusCode(503);
        }
        int asked = stack.dynamoDb.calls().get("GetItem ingestlayer-keys");
        ingestWithUnknownKey().statusCode(503).header("retry-after", "5").body("error.code", equalTo("unavailable"));
        assertThat(stack.dynamoDb.calls()).containsEntry("GetItem ingestlayer-keys", asked);
        assertThat(stack.printed()).anySatisfy(printed -> assertThat(printed.line())
                .contains("\"level\":\"WARN\"", "the Keys table does not answer: it is not asked again for 5 s"));

        stack.dynamoDb.reset();
        TestStack.await(
                java.time.Duration.ofSeconds(20),
                () -> ingestWithUnknownKey().extract().statusCode(),
                status -> status == 401);
    }

    @Test
    void aDeliveryWhoseRecordCannotBeReadWaitsAndIsDeliveredLater() throws Exception {
        stack.dynamoDb.behave((call, engine) ->
                call.name().equals("BatchGetItem ingestlayer-events") ? Answer.error(400, THROTTLED) : engine.get());
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}")); // without a key nothing is looked up
        TestStack.await(
                java.time.Duration.ofSeconds(20),
                stack.dynamoDb::calls,
                calls -> calls.getOrDefault("BatchGetItem ingestlayer-events", 0) > 2);
        assertThat(stack.webhooksOf(id)).isEmpty();
        stack.dynamoDb.reset();
        assertThat(stack.webhookOf(id).headers()).containsEntry("x-ingestlayer-attempt", "1");
    }
}
