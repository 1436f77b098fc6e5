package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Eight processes of the ingress function share one key's rate limit. */
@LocalStackTest
class RateLimitIT {
    private static final int PROCESSES = 8;
    private static final int PER_SECOND = 20;
    private static final int BURST = 60; // three seconds of the rate, so that a slow machine wastes none of it
    private static final Duration TIME = Duration.ofSeconds(6);

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        // printf il_limited | sha256sum
        stack.local.engines().dynamoDb().putItem(put -> put.tableName(StackLayout.KEYS_TABLE)
                .item(Map.of(
                        "key_hash",
                        AttributeValue.fromS("ace6803ed10adc3279c1b054560286d6e16556318ae6417100b8f9f40d2071f6"),
                        "name",
                        AttributeValue.fromS("limited"),
                        "status",
                        AttributeValue.fromS("active"),
                        "scopes",
                        AttributeValue.fromSs(List.of("ingest")),
                        "rate_per_second",
                        AttributeValue.fromN(Integer.toString(PER_SECOND)),
                        "rate_burst",
                        AttributeValue.fromN(Integer.toString(BURST)))));
    }

    private static HttpResponse<String> ingest(String key) {
        try {
            return stack.send(stack.request("/v1/ingest")
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"type\":\"not.routed\",\"payload\":{}}"))
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void inEachProcess(ExecutorService senders, Runnable work) {
        CompletableFuture.allOf(IntStream.range(0, PROCESSES)
                        .mapToObj(i -> CompletableFuture.runAsync(work, senders))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void togetherTheyLetThroughItsRateWithinTenPercentAndTellTheOthersToWait() {
        ExecutorService senders = Executors.newFixedThreadPool(PROCESSES);
        Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
        try {
            inEachProcess(senders, () -> ingest("il_local_development")); // so that all of them run
            stack.dynamoDb.reset();
            long end = System.nanoTime() + TIME.toNanos();
            inEachProcess(senders, () -> {
                while (System.nanoTime() < end) {
                    answers.add(ingest("il_limited"));
                }
            });
        } finally {
            senders.shutdown();
        }
        List<HttpResponse<String>> refused =
                answers.stream().filter(answer -> answer.statusCode() != 202).toList();
        double allowed = PER_SECOND * TIME.toSeconds() + BURST;
        assertThat((double) answers.size() - refused.size()).isBetween(allowed * 0.9, allowed * 1.1);
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(answer.body()).contains("\"code\":\"rate_limited\"");
        });
        assertThat(stack.dynamoDb.calls().get("UpdateItem ingestlayer-state")).isLessThanOrEqualTo(answers.size());
    }
}
