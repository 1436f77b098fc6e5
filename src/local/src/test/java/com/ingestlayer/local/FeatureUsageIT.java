package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.EXPORT;
import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipe "track feature usage in a webhook", from the curl of the README to the signed webhook. */
@LocalStackTest(LocalStackTest.Config.SHIPPED)
class FeatureUsageIT {
    private static TestStack stack;

    @BeforeEach
    void reset() {
        stack.dynamoDb.reset();
        stack.sqs.reset();
    }

    @Test
    void anExportArrivesEnrichedAndSigned() throws Exception {
        String id = idIn(stack.ingest(EXPORT));
        ReceivedWebhook webhook = stack.webhookOf(id);
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(webhook.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("user-agent", "ingestlayer/0.1.0")
                .containsEntry("x-ingestlayer-event-id", id)
                .containsEntry("x-ingestlayer-attempt", "1");
        assertThat(webhook.headers().get("x-ingestlayer-delivery-id")).matches("dlv_[0-9A-Z]{26}");
        var body = json(webhook.body());
        assertThat(body.path("id").asText()).isEqualTo(id);
        assertThat(body.path("type").asText()).isEqualTo("feature.used");
        assertThat(body.path("received_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.path("source").asText()).isEqualTo("sdk.event");
        assertThat(body.path("payload")).isEqualTo(json(EXPORT).path("payload"));
        assertThat(body.path("entity"))
                .isEqualTo(json("{\"user\":{\"account\":\"acc_acme\",\"plan\":\"free\",\"owner\":\"ben\"}}"));
        assertThat(stack.deliveryOf(id, "delivered").get("attempts").l()).hasSize(1);
    }

    @Test
    void aLoginIsStoredAndDeliveredNowhere() throws Exception {
        String login = idIn(stack.ingest(EXPORT.replace("csv.export", "login")));
        assertThat(stack.sqs.calls()).doesNotContainKey("SendMessageBatch");
        assertThat(stack.rowsOf(login)).singleElement().satisfies(row -> {
            assertThat(row.get("item").s()).isEqualTo("event");
            assertThat(row.get("deliveries").s()).isEqualTo("[]");
            assertThat(json(row.get("event").s())
                            .path("payload")
                            .path("feature")
                            .asText())
                    .isEqualTo("login");
        });
    }

    @Test
    void anUnknownUserIsNoReasonNotToDeliver() throws Exception {
        String id = idIn(stack.ingest(EXPORT.replace("u_42", "u_nobody")));
        assertThat(json(stack.webhookOf(id).body()).has("entity")).isFalse();
    }

    @Test
    void theWholeStackListensOnThisMachineOnly() throws Exception {
        assertThat(Listeners.beyondLoopback()).isEmpty();
    }

    @Test
    void healthIsToldWithoutAKey() {
        stack.given()
                .when()
                .get("/healthz")
                .then()
                .statusCode(200)
                .header("content-type", "application/json")
                .body(equalTo("{\"data\":{\"status\":\"ok\"}}"));
    }

    @Test
    void aSecondSendWithTheKeyChangesNothingAndAnswersTheSame() throws Exception {
        String keyed = keyed("second-send");
        HttpResponse<String> first = stack.ingest(keyed);
        stack.deliveryOf(idIn(first), "delivered");
        stack.dynamoDb.reset();
        stack.sqs.reset();
        HttpResponse<String> second = stack.ingest(keyed);
        assertThat(second.body()).isEqualTo(first.body().replace("\"duplicate\":false", "\"duplicate\":true"));
        assertThat(stack.dynamoDb.calls()).isEqualTo(Map.of("BatchGetItem ingestlayer-events", 1));
        assertThat(stack.sqs.calls()).doesNotContainKey("SendMessageBatch");
        assertThat(stack.webhooksOf(idIn(first))).hasSize(1);
    }

    @Test
    void ticketSevenAndFileSevenAreTwoEventsUnderOneKeyToo() throws Exception {
        String ticket = "{\"type\":\"support.ticket.created\",\"payload\":{\"ticket_id\":\"KEY\",\"subject\":\"s\"}}";
        String file = "{\"type\":\"file.uploaded\","
                + "\"payload\":{\"file_id\":\"KEY\",\"user_id\":\"u_42\",\"size_bytes\":100000000}}";
        String declared = "{\"events\":[" + ticket + "," + file + "]}";
        String given = declared.replace("}}", "},\"idempotencyKey\":\"8\"}");
        for (String both : List.of(declared.replace("KEY", "7"), given)) {
            JsonNode first = receipts(stack.ingest(both));
            assertThat(first)
                    .extracting(receipt -> receipt.path("duplicate").asBoolean())
                    .containsExactly(false, false);
            assertThat(json(stack.webhookOf(first.get(1).path("id").asText()).body())
                            .path("type")
                            .asText())
                    .isEqualTo("file.uploaded");
            assertThat(receipts(stack.ingest(both)))
                    .extracting(JsonNode::toString)
                    .containsExactly(duplicate(first.get(0), ""), duplicate(first.get(1), ""));
            String changed = both.replace("100000000", "100000001").replace("\"s\"", "\"t\"");
            assertThat(receipts(stack.ingest(changed)))
                    .extracting(JsonNode::toString)
                    .containsExactly(
                            duplicate(first.get(0), ",\"payload_differs\":true"),
                            duplicate(first.get(1), ",\"payload_differs\":true"));
        }
    }

    private static String duplicate(JsonNode first, String more) {
        return "{\"id\":\"" + first.path("id").asText() + "\",\"duplicate\":true" + more + "}";
    }

    @Test
    void whateverJsonMayCarryIsDeliveredAsItCame() throws Exception {
        String every = "\u0085\u2028\ufdd0\ufeff\ufffd\ufffe\uffff\ud83f\udffe\udbff\udfff";
        String traits = "{\"" + every + "\":\"" + every + "\"}";
        stack.givenSender()
                .body("{\"kind\":\"user\",\"external_id\":\"u_" + every + "\",\"traits\":" + traits + "}")
                .when()
                .post("/v1/entities")
                .then()
                .statusCode(201);
        String event = EXPORT.replace("u_42", "u_" + every).replace("\"free\"", "\"\\u0001" + every + "\"");
        JsonNode batch = receipts(stack.ingest("{\"events\":[" + event + "," + EXPORT + "]}"));
        ReceivedWebhook webhook = stack.webhookOf(batch.get(0).path("id").asText());
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(webhook.body())
                .contains(",\"plan\":\"\\u0001" + every + "\"}")
                .endsWith(",\"entity\":{\"user\":" + traits + "}}");
        stack.webhookOf(batch.get(1).path("id").asText());
    }

    @Test
    void fiveHundredKeyedEventsOfFiftyUsersCostNoMoreCallsThanBatchingAllows() throws Exception {
        String batch = IntStream.range(0, 500)
                .mapToObj(i -> keyed("batch-" + i).replace("u_42", "u_" + i % 50))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        stack.deliveryOf(idIn(stack.ingest(EXPORT)), "delivered"); // so that the key is known, and nothing is under way
        stack.dynamoDb.reset();
        stack.sqs.reset();
        // Taken before anything is queued, because the delivery function reads the Events table too.
        AtomicReference<Map<String, Integer>> reads = new AtomicReference<>();
        stack.sqs.behave((call, engine) -> {
            reads.compareAndSet(null, stack.dynamoDb.calls());
            return engine.get();
        });
        var receipts = receipts(stack.ingest(batch));
        assertThat(receipts).hasSize(500);
        assertThat(reads.get())
                .isEqualTo(Map.of("BatchGetItem ingestlayer-events", 10, "BatchGetItem ingestlayer-entities", 1));
        assertThat(stack.sqs.calls()).containsEntry("SendMessageBatch", 50);
        assertThat(stack.sqs.mostUnderWay()).as("SQS calls side by side").isGreaterThan(1);
        assertThat(stack.dynamoDb.calls()).containsEntry("BatchWriteItem ingestlayer-events", 20);
        Set<String> ids = new HashSet<>();
        receipts.forEach(receipt -> ids.add(receipt.path("id").asText()));
        assertThat(ids).hasSize(500);
        ids.forEach(id -> assertThat(stack.webhookOf(id).signature()).isEqualTo("valid"));
    }

    @Test
    void stripesOwnVerifierAcceptsTheSignature() throws Exception {
        NodeProject stripe = NodeProject.install("stripe");
        ReceivedWebhook webhook = stack.webhookOf(idIn(stack.ingest(EXPORT.replace("free", "größer 😀"))));
        String signature = webhook.headers().get("x-ingestlayer-signature");
        assertThat(stripe.verify(webhook.body(), signature, "whsec_local_development"))
                .contains("accepted feature.used")
                .contains("größer 😀");
        String changed = webhook.body().replace("csv.export", "csv.Export");
        assertThat(stripe.verify(changed, signature, "whsec_local_development"))
                .contains("refused: StripeSignatureVerificationError");
    }

    private static String keyed(String key) {
        return EXPORT.substring(0, EXPORT.length() - 1) + ",\"idempotencyKey\":\"" + key + "\"}";
    }
}
