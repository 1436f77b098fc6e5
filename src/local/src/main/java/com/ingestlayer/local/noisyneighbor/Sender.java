package com.ingestlayer.local.noisyneighbor;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one event a request at a steady rate, to one destination after the other. Not thread-safe. */
final class Sender {
    private final URI ingest;
    private final String apiKey;
    private final Load load;
    private final HttpClient client = HttpClient.newHttpClient();

    Sender(int port, String apiKey, Load load) {
        this.ingest = URI.create("http://localhost:" + port + "/v1/ingest");
        this.apiKey = requireNonNull(apiKey, "apiKey is null");
        this.load = requireNonNull(load, "load is null");
    }

    /** Sends for so long, waits for the answers, and tells how many events were accepted. */
    int send(Duration time) throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        CompletableFuture<?> answers = CompletableFuture.completedFuture(null);
        long start = System.nanoTime();
        long count = time.toMillis() * load.perSecond() / 1000;
        for (int i = 0; i < count; i++) {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(i) / load.perSecond() - System.nanoTime());
            answers = CompletableFuture.allOf(answers, sendOne(i % load.destinations(), accepted));
        }
        answers.join();
        return accepted.get();
    }

    private CompletableFuture<?> sendOne(int destination, AtomicInteger accepted) {
        HttpRequest request = HttpRequest.newBuilder(ingest)
                .timeout(Duration.ofSeconds(35))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"type\":\"fair." + Destinations.name(destination) + "\",\"payload\":{}}"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("answered " + answer.statusCode() + ": " + answer.body());
            }
            accepted.incrementAndGet();
        });
    }
}
