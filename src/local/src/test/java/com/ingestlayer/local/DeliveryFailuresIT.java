package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** Receivers that fail in every way, with the waits of the retry schedule set to seconds. */
@Execution(ExecutionMode.CONCURRENT)
@LocalStackTest
class DeliveryFailuresIT {
    private static TestStack stack;

    private static String accepted(String type) throws Exception {
        return idIn(stack.ingest("{\"type\":\"" + type + "\",\"payload\":{\"n\":1}}"));
    }

    /** The ids of the events, in the order given. */
    private static List<String> ingested(List<String> events) throws Exception {
        List<String> ids = new ArrayList<>();
        receipts(stack.ingest("{\"events\":[" + String.join(",", events) + "]}"))
                .forEach(receipt -> ids.add(receipt.path("id").asText()));
        return ids;
    }

    private static List<String> errors(Map<String, AttributeValue> record) {
        List<String> errors = new ArrayList<>();
        record.get("attempts")
                .l()
                .forEach(attempt -> errors.add(
                        attempt.m().containsKey("error")
                                ? attempt.m().get("error").s()
                                : ""));
        return errors;
    }

    /** Waits until the delivery is dead, and checks what an operator finds. */
    private static Map<String, AttributeValue> deadAfterFiveAttempts(String id, String destination) {
        Map<String, AttributeValue> record = stack.deliveryOf(id, "dead");
        assertThat(record.get("attempts").l()).hasSize(5);
        assertThat(record).doesNotContainKey("next_attempt_at");
        Message dead = stack.deadLetter(text -> text.contains(id));
        JsonNode message = json(dead.body());
        assertThat(message.path("v").asInt()).isEqualTo(2);
        assertThat(message.path("delivery_id").asText())
                .isEqualTo(record.get("delivery_id").s());
        assertThat(message.path("event_id").asText()).isEqualTo(id);
        assertThat(message.path("event_type").asText()).isEqualTo("test." + destination);
        assertThat(message.path("pipeline").asText()).isEqualTo("to-" + destination);
        assertThat(message.path("destination").asText()).isEqualTo(destination);
        assertThat(message.has("url")).isFalse();
        assertThat(message.path("kind").asText()).isEqualTo("webhook.out");
        assertThat(message.path("target").asText()).matches("http://localhost:\\d+/…");
        assertThat(json(message.path("body").asText()).path("id").asText()).isEqualTo(id);
        assertThat(Instant.parse(message.path("enqueued_at").asText())).isBefore(Instant.now());
        assertThat(dead.body()).doesNotContain("whsec_local_development");
        return record;
    }

    @Test
    void fiveTimes500EndsInTheDeadLetterQueue() throws Exception {
        String id = accepted("test.500");
        Map<String, AttributeValue> record = deadAfterFiveAttempts(id, "500");
        assertThat(errors(record)).containsOnly("HTTP 500");
        AttributeValue last = record.get("attempts").l().get(4);
        assertThat(last.m().get("http_status").n()).isEqualTo("500");
        assertThat(last.m().get("body").s()).isEqualTo("answered 500\n");
        List<ReceivedWebhook> came = stack.webhooksOf(id);
        assertThat(came)
                .extracting(webhook -> webhook.headers().get("x-ingestlayer-attempt"))
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(came).allMatch(webhook -> webhook.signature().equals("valid"));
        assertThat(came)
                .extracting(ReceivedWebhook::body)
                .containsOnly(came.get(0).body());
    }

    @Test
    void aReceiverThatIsDownEndsInTheDeadLetterQueue() throws Exception {
        assertThat(errors(deadAfterFiveAttempts(accepted("test.down"), "down")))
                .allMatch(error -> error.startsWith("127.0.0.1: connection refused"));
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        String id = accepted("test.302");
        assertThat(errors(deadAfterFiveAttempts(id, "302"))).containsOnly("HTTP 302: redirects are not followed");
        assertThat(stack.webhooksOf(id)).hasSize(5);
    }

    @Test
    void aReceiverSlowerThanTenSecondsIsTriedAgainAndHoldsUpNoOther() throws Exception {
        String ok = "{\"type\":\"test.ok\",\"payload\":{}}";
        // The processes are up before the time counts, so that only the slow receiver could hold anything up.
        ingested(Collections.nCopies(40, ok)).forEach(stack::webhookOf);
        List<String> ids = ingested(Stream.concat(
                        Stream.of("{\"type\":\"test.slow\",\"payload\":{}}"), Collections.nCopies(39, ok).stream())
                .toList());
        String id = ids.remove(0);
        List<Instant> arrivals =
                ids.stream().map(other -> stack.webhookOf(other).at()).toList();
        Map<String, AttributeValue> record = stack.deliveryOf(id, "delivered");
        assertThat(errors(record)).containsExactly("127.0.0.1: no whole answer within 10000 ms", "");
        Map<String, AttributeValue> first = record.get("attempts").l().get(0).m();
        Instant givenUp = Instant.parse(first.get("at").s())
                .plusMillis(Long.parseLong(first.get("duration_ms").n()));
        assertThat(arrivals)
                .as("arrivals while the first attempt was under way")
                .allMatch(arrival -> arrival.isBefore(givenUp));
    }

    @Test
    void aReceiverThatClosesInTheMiddleOfItsAnswerIsTriedAgain() throws Exception {
        List<String> errors = errors(stack.deliveryOf(accepted("test.close"), "delivered"));
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).startsWith("127.0.0.1: the connection broke before the whole answer came");
    }

    @Test
    void aLongerRetryAfterIsObeyed() throws Exception {
        String id = accepted("test.retry-after");
        stack.deliveryOf(id, "delivered");
        List<ReceivedWebhook> came = stack.webhooksOf(id);
        assertThat(Duration.between(came.get(0).at(), came.get(1).at())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    /** Queued by an older release, when the destination was somebody else's address. */
    private static String messageOfTheFirstVersion(String eventId, String destination) {
        return "{\"v\":1,\"delivery_id\":\"" + Ids.delivery(new EventId(eventId), "to-" + destination, destination)
                + "\",\"event_id\":\"" + eventId + "\",\"event_type\":\"test.old\",\"pipeline\":\"to-" + destination
                + "\",\"destination\":\"" + destination + "\",\"url\":\"http://localhost:1/partner-a?token=s3cret\","
                + "\"body\":\"{}\",\"enqueued_at\":\"2026-01-24T12:51:45.123Z\"}";
    }

    private static void queue(String text) {
        String url = stack.local.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        stack.local.engines().sqs().sendMessage(send -> send.queueUrl(url).messageBody(text));
    }

    @Test
    void aMessageOfTheFirstVersionGoesWhereItsDestinationIsToday() {
        String id = "evt_01KEYW8Q3DBF8VRGAAMVGZ9D5D";
        queue(messageOfTheFirstVersion(id, "ok"));
        assertThat(stack.webhookOf(id).signature()).isEqualTo("valid");
        assertThat(stack.deliveryOf(id, "delivered").get("target").s()).matches("http://localhost:\\d+/…");
    }

    @Test
    void aDestinationThatIsGoneFromTheConfigurationIsADeadLetterAtOnce() {
        String id = "evt_01KEYW8Q3DBF8VRGAAMVGZ9D5E";
        queue(messageOfTheFirstVersion(id, "gone"));
        Map<String, AttributeValue> record = stack.deliveryOf(id, "dead");
        assertThat(errors(record))
                .containsExactly("the configuration has no destination \"gone\" in pipeline \"to-gone\" any more");
        Message dead = stack.deadLetter(text -> text.contains(id));
        assertThat(json(dead.body()).path("v").asInt()).isEqualTo(2);
        assertThat(json(dead.body()).path("target").asText()).isEqualTo("http://localhost:1/…");
        assertThat(dead.body()).doesNotContain("s3cret");
    }

    @Test
    void aPoisonMessageEndsInTheDeadLetterQueueAndDelaysNobody() throws Exception {
        String url = stack.local.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        for (int i = 0; i < 5; i++) {
            int number = i;
            stack.local.engines().sqs().sendMessage(send -> send.queueUrl(url)
                    .messageBody("poison " + number + ": not JSON"));
        }
        assertThat(stack.webhookOf(accepted("test.ok")).headers()).containsEntry("x-ingestlayer-attempt", "1");
        for (int i = 0; i < 5; i++) {
            String text = "poison " + i + ": not JSON";
            stack.deadLetter(text::equals);
        }
    }
}
