package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ingress function's process is killed in the middle of its work; then its sender does what senders do. */
@LocalStackTest
class CrashWindowsIT {
    private static TestStack stack;

    @BeforeEach
    void reset() {
        stack.dynamoDb.reset();
        stack.sqs.reset();
    }

    private static String event(String key) {
        return "{\"type\":\"test.ok\",\"payload\":{\"key\":\"" + key + "\"},\"idempotencyKey\":\"" + key + "\"}";
    }

    private static Answer crash() {
        stack.local.ingress().killBusyInstances();
        return Answer.SILENCE;
    }

    private static void hasOneRowAndOneDeliveryId(String id) {
        assertThat(stack.rowsOf(id).stream().filter(row -> row.get("item").s().equals("event")))
                .hasSize(1);
        stack.deliveryOf(id, "delivered");
        assertThat(stack.webhooksOf(id).stream()
                        .map(webhook -> webhook.headers().get("x-ingestlayer-delivery-id")))
                .isNotEmpty()
                .allMatch(stack.webhooksOf(id).get(0).headers().get("x-ingestlayer-delivery-id")::equals);
    }

    @Test
    void betweenQueueAndRowNothingIsPromisedAndTheRetryMakesTheSameIds() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        stack.dynamoDb.behave((call, engine) ->
                call.name().startsWith("BatchWriteItem") && first.getAndSet(false) ? crash() : engine.get());
        assertThat(stack.ingest(event("before-row")).statusCode()).isEqualTo(500);
        ReceivedWebhook orphan = TestStack.await(
                        Duration.ofSeconds(20),
                        () -> stack.local.receiver().received().stream()
                                .filter(webhook -> webhook.body().contains("before-row"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        String id = orphan.headers().get("x-ingestlayer-event-id");
        assertThat(stack.rowsOf(id).stream().filter(row -> row.get("item").s().equals("event")))
                .isEmpty();

        HttpResponse<String> retry = stack.ingest(event("before-row"));
        assertThat(idIn(retry)).isEqualTo(id);
        assertThat(retry.body()).contains("\"duplicate\":false");
        hasOneRowAndOneDeliveryId(id);
    }

    @Test
    void afterAPartOfTheQueueCallsTheRetrySendsAllUnderTheSameIds() throws Exception {
        List<String> events =
                IntStream.range(0, 40).mapToObj(i -> event("partly-" + i)).toList();
        String batch = events.stream().collect(Collectors.joining(",", "{\"events\":[", "]}"));
        AtomicInteger calls = new AtomicInteger();
        stack.sqs.behave((call, engine) -> {
            if (!call.name().equals("SendMessageBatch")) {
                return engine.get();
            }
            return switch (calls.incrementAndGet()) {
                case 1, 2 -> engine.get();
                case 3 -> crash();
                default -> calls.get() > 4 ? engine.get() : Answer.SILENCE;
            };
        });
        assertThat(stack.ingest(batch).statusCode()).isEqualTo(500);
        long rowsBefore = stack.eventRows();

        List<String> ids = new ArrayList<>();
        receipts(stack.ingest(batch)).forEach(receipt -> {
            assertThat(receipt.path("duplicate").asBoolean()).isFalse();
            ids.add(receipt.path("id").asText());
        });
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
        assertThat(stack.eventRows()).isEqualTo(rowsBefore + 40);
        ids.forEach(CrashWindowsIT::hasOneRowAndOneDeliveryId);
    }

    @Test
    void betweenRowAndAnswerTheRetryIsADuplicate() throws Exception {
        stack.dynamoDb.behave((call, engine) -> {
            Answer answer = engine.get();
            return call.name().startsWith("BatchWriteItem") ? crash() : answer;
        });
        assertThat(stack.ingest(event("after-row")).statusCode()).isEqualTo(500);
        stack.dynamoDb.reset();
        stack.sqs.reset();
        HttpResponse<String> retry = stack.ingest(event("after-row"));
        assertThat(retry.body()).contains("\"duplicate\":true");
        assertThat(stack.sqs.calls()).doesNotContainKey("SendMessageBatch");
        hasOneRowAndOneDeliveryId(idIn(retry));
    }

    @Test
    void twoSendsAtTheSameMomentEndInOneRow() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        CompletableFuture<Void> bothHaveRead = new CompletableFuture<>();
        stack.dynamoDb.behave((call, engine) -> {
            Answer answer = engine.get();
            if (call.name().equals("BatchGetItem ingestlayer-events") && !bothHaveRead.isDone()) {
                if (reads.incrementAndGet() == 2) {
                    bothHaveRead.complete(null);
                }
                bothHaveRead.join();
            }
            return answer;
        });
        CompletableFuture<HttpResponse<String>> one = CompletableFuture.supplyAsync(() -> send("at-once"));
        CompletableFuture<HttpResponse<String>> other = CompletableFuture.supplyAsync(() -> send("at-once"));
        assertThat(idIn(one.join())).isEqualTo(idIn(other.join()));
        hasOneRowAndOneDeliveryId(idIn(one.join()));
    }

    private static HttpResponse<String> send(String key) {
        try {
            return stack.ingest(event(key));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
