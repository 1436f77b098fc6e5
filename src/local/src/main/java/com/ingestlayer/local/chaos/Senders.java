package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Senders as they should be: requests of one to five events go out at a steady rate, each event with an idempotency key;
 * what is not answered 202 is sent again with the same keys, until it is. Sometimes even a 202 is lost on its way.
 */
final class Senders {
    private static final int MOST_PER_REQUEST = 5;
    private static final int AT_ONCE = 64;
    private static final int ANSWERS_LOST_IN_100 = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final URI ingest;
    private final String apiKey;
    private final FaultCounter tally;
    private final Random dice;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final AtomicInteger triedAgain = new AtomicInteger();

    Senders(int port, String apiKey, FaultCounter tally, long seed) {
        this.ingest = URI.create("http://localhost:" + port + "/v1/ingest");
        this.apiKey = requireNonNull(apiKey, "apiKey is null");
        this.tally = requireNonNull(tally, "tally is null");
        this.dice = new Random(seed);
    }

    /** Sends all and comes back when everything was accepted, or somebody lost patience. */
    void send(Plan plan) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        long start = System.nanoTime();
        List<EventKind> kinds = EventKind.of(plan);
        for (int sent = 0; sent < plan.events(); ) {
            List<Event> request = new ArrayList<>();
            for (int left = 1 + dice.nextInt(MOST_PER_REQUEST); left > 0 && sent < plan.events(); left--) {
                request.add(new Event("key-" + sent++, kinds.get(dice.nextInt(kinds.size()))));
            }
            senders.execute(() -> sendUntilAccepted(request));
            long due = start + TimeUnit.SECONDS.toNanos(sent) / plan.perSecond();
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
        senders.shutdown();
        if (!senders.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            senders.shutdownNow();
        }
    }

    int acceptedSoFar() {
        return accepted.size();
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted.values());
    }

    /** How often a request was sent again. */
    int triedAgain() {
        return triedAgain.get();
    }

    /** What senders saw that they never should. */
    List<String> broken() {
        synchronized (broken) {
            return List.copyOf(broken);
        }
    }

    /** An event before anybody has answered. */
    private record Event(String key, EventKind kind) {}

    private void sendUntilAccepted(List<Event> events) {
        HttpRequest request = HttpRequest.newBuilder(ingest)
                .timeout(Duration.ofSeconds(35))
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(events.stream()
                        .map(event -> event.kind().json(event.key()))
                        .collect(Collectors.joining(",", "{\"events\":[", "]}"))))
                .build();
        try {
            for (int tries = 1; !isDone(events, request); tries++) {
                triedAgain.incrementAndGet();
                Thread.sleep((100L << Math.min(tries, 5)) + dice.nextInt(200));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone(List<Event> events, HttpRequest request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return false;
        }
        if (answer.statusCode() >= 400 && answer.statusCode() < 500) {
            complain("answered " + answer.statusCode() + ": " + answer.body());
            return true;
        }
        if (answer.statusCode() != 202) {
            return false;
        }
        note(events, Json.read(answer.body()).path("data").path("events"));
        if (dice.nextInt(100) < ANSWERS_LOST_IN_100) {
            tally.count(Fault.ANSWER_LOST);
            return false;
        }
        return true;
    }

    private void note(List<Event> events, JsonNode receipts) {
        for (int i = 0; i < events.size(); i++) {
            String id = receipts.path(i).path("id").asText();
            Accepted before = accepted.put(
                    events.get(i).key(), new Accepted(id, events.get(i).kind()));
            if (before != null && !before.id().equals(id)) {
                complain(events.get(i).key() + " was accepted twice, as " + before.id() + " and " + id);
            }
        }
    }

    private void complain(String what) {
        synchronized (broken) {
            broken.add(what);
        }
    }
}
