package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Steps that count events, from the request to the webhook. */
@Execution(ExecutionMode.CONCURRENT)
@LocalStackTest
class CountingStepsIT {
    private static TestStack stack;

    private static String order(String id, int n) {
        return "{\"type\":\"test.dedupe\",\"payload\":{\"order_id\":\"" + id + "\",\"n\":" + n + "}}";
    }

    @Test
    void ofManyRequestsAtOnceOneEventIsDeliveredAndAllAreAccepted() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> untilAccepted(order("o_1", n))))
                .toList();
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> request : requests) {
            ids.add(idIn(request.join()));
        }
        List<String> delivered = ids.stream()
                .filter(id -> stack.rowsOf(id).stream()
                        .anyMatch(row -> row.containsKey("deliveries")
                                && !row.get("deliveries").s().equals("[]")))
                .toList();
        assertThat(delivered).hasSize(1);
        JsonNode body = json(stack.webhookOf(delivered.get(0)).body());
        assertThat(body.at("/entity/order/n")).isEqualTo(body.at("/payload/n"));
    }

    /** As senders do: a 503 says that it is not known yet whether the event that came first will be accepted. */
    private static HttpResponse<String> untilAccepted(String event) {
        try {
            HttpResponse<String> answer = stack.ingest(event);
            while (answer.statusCode() == 503) {
                answer = stack.ingest(event);
            }
            return answer;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatComesTooFastIsPutOffWithoutCostingAnAttempt() throws Exception {
        String batch = IntStream.range(0, 3)
                .mapToObj(n -> "{\"type\":\"test.throttle\",\"payload\":{\"customer_id\":\"c_1\",\"n\":" + n + "}}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        List<String> ids = new ArrayList<>();
        Instant before = Instant.now();
        receipts(stack.ingest(batch))
                .forEach(receipt -> ids.add(receipt.path("id").asText()));
        List<ReceivedWebhook> webhooks = ids.stream().map(stack::webhookOf).toList();
        assertThat(webhooks)
                .allSatisfy(webhook -> assertThat(webhook.headers()).containsEntry("x-ingestlayer-attempt", "1"));
        for (int n = 0; n < 3; n++) {
            assertThat(webhooks.get(n).at()).isAfterOrEqualTo(before.plusSeconds(2L * n));
        }
    }
}
