package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.aws.events.DynamoDbDeadDeliveries;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.DeadDelivery;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a pipeline's file may say of a destination, from the file to the webhook. */
class DestinationOptionsIT {
    private static final String NEXT = "whsec_the_next_secret";
    private static final String STANDARD = "whsec_bG9jYWwgZGV2ZWxvcG1lbnQsIG5ldyBzZWNyZXQ=";
    private static final String STANDARD_OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    /** A private key of src/contract/signature-vectors.json, and its public key. */
    private static final String PRIVATE_KEY = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=";

    private static final String PUBLIC_KEY = "whpk_ZlN4eg7dSSqi0moX9hQUk3orrOouK3QVQSlJa248c/g=";

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.withTestConfig(
                "1s,1s,1s,1s",
                Map.of(
                        "TEST_NEXT", NEXT + "\n", // as a secret comes out of a file
                        "TEST_STANDARD", STANDARD,
                        "TEST_STANDARD_OLD", STANDARD_OLD,
                        "TEST_ED25519", PRIVATE_KEY));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static String accepted(String type) throws Exception {
        return idIn(stack.ingest("{\"type\":\"" + type + "\",\"payload\":{\"name\":\"Zoë 😀\"}}"));
    }

    @Test
    void whileASecretRotatesStripesVerifierAcceptsEitherOfThem() throws Exception {
        NodeProject stripe = NodeProject.install("stripe");
        ReceivedWebhook webhook = stack.webhookOf(accepted("test.rotating"));
        String signature = webhook.headers().get("x-ingestlayer-signature");
        assertThat(signature).matches("t=\\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}");
        for (String secret : List.of(NEXT, "whsec_local_development")) {
            assertThat(stripe.verify(webhook.body(), signature, secret)).contains("accepted test.rotating", "Zoë 😀");
        }
        assertThat(stripe.verify(webhook.body(), signature, "whsec_another_secret"))
                .contains("refused: StripeSignatureVerificationError");
        assertThat(webhook.signature()).isEqualTo("valid");
    }

    @Test
    void aDestinationsHeadersArriveBesideOurs() throws Exception {
        ReceivedWebhook webhook = stack.webhookOf(accepted("test.rotating"));
        assertThat(webhook.headers())
                .containsEntry("x-team", "growth")
                .containsEntry("content-type", "application/json")
                .containsEntry("x-ingestlayer-attempt", "1");
        assertThat(webhook.headers().get("x-webhook-url")).startsWith("http://localhost:");
    }

    @Test
    void standardWebhooksOwnVerifierAcceptsEveryAttempt() throws Exception {
        NodeProject standard = NodeProject.install("standardwebhooks");
        String event = accepted("test.standard");
        Map<String, AttributeValue> record = stack.deliveryOf(event, "delivered");
        List<ReceivedWebhook> attempts = stack.webhooksOf(event);
        assertThat(attempts).hasSize(2).allSatisfy(webhook -> {
            Map<String, String> headers = webhook.headers();
            assertThat(headers)
                    .containsEntry("webhook-id", record.get("delivery_id").s())
                    .containsEntry(
                            "x-ingestlayer-delivery-id",
                            record.get("delivery_id").s())
                    .containsEntry("x-ingestlayer-event-id", event)
                    .doesNotContainKey("x-ingestlayer-signature");
            String[] arguments = {
                headers.get("webhook-id"), headers.get("webhook-timestamp"), headers.get("webhook-signature"), ""
            };
            for (String key : List.of(STANDARD, STANDARD_OLD, PUBLIC_KEY)) {
                arguments[3] = key;
                assertThat(standard.verify(webhook.body(), arguments)).contains("accepted {", "Zoë 😀");
                assertThat(standard.verify(webhook.body() + " ", arguments)).startsWith("refused");
            }
            arguments[3] = "whsec_" + "A".repeat(32);
            assertThat(standard.verify(webhook.body(), arguments)).startsWith("refused");
        });
        assertThat(attempts)
                .extracting(webhook -> webhook.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDestinationsOwnScheduleGoesBeforeTheStacks() throws Exception {
        Map<String, AttributeValue> record = stack.deliveryOf(accepted("test.patient"), "retrying");
        Instant tried = Instant.parse(record.get("last_attempt_at").s());
        Instant next = Instant.parse(record.get("next_attempt_at").s());
        assertThat(Duration.between(tried, next)).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(67));
    }

    @Test
    void aSecretThatIsNotSetFailsItsOwnDeliveriesWhichAreFoundWhenTheyAreDead() throws Exception {
        String event = accepted("test.unset");
        Map<String, AttributeValue> record = stack.deliveryOf(event, "dead");
        assertThat(record.get("attempts").l()).hasSize(5).allSatisfy(attempt -> assertThat(
                        attempt.m().get("error").s())
                .isEqualTo("the secret \"test-never-set\" is not set"));
        DeadDeliveries dead = new DynamoDbDeadDeliveries(
                stack.local.engines().dynamoDb(), StackLayout.EVENTS_TABLE, Runnable::run, Clock.systemUTC());
        DeadQuery query = new DeadQuery("to-unset", "unset", Optional.empty(), Optional.empty());
        assertThat(dead.list(query, Optional.empty(), 10).items())
                .extracting(DeadDelivery::eventType)
                .containsExactly("test.unset");
        assertThat(stack.webhooksOf(event)).isEmpty();
    }

    @Test
    void aShortSecretFailsItsOwnDeliveriesOnlyAndIsNamedButNotShown() throws Exception {
        try (TestStack weak = TestStack.withTestConfig(
                "1s,1s,1s,1s", Map.of("TEST_NEXT", "too-short", "TEST_STANDARD", "not base 64"))) {
            String refused = idIn(weak.ingest("{\"type\":\"test.rotating\",\"payload\":{}}"));
            String sent = idIn(weak.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
            assertThat(weak.webhookOf(sent).signature()).isEqualTo("valid");
            assertThat(weak.deliveryOf(refused, "dead").get("attempts").l())
                    .allSatisfy(attempt -> assertThat(attempt.m().get("error").s())
                            .isEqualTo("the secret \"test-next\" is too short: it needs at least 16 bytes")
                            .doesNotContain("too-short"));
        }
    }
}
