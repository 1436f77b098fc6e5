package com.ingestlayer.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.receiver.SignatureCheck;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes webhooks in all the moods that receivers have, and remembers every request by its delivery's id. A few deliveries
 * are never taken, whatever comes, and none to the dead destination. Thread-safe.
 */
final class FaultyReceiver implements AutoCloseable {
    private static final int FAULTS_IN_100 = 14;
    private static final int NEVER_TAKEN_IN_100 = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<ReceivedRequest>> seen = new ConcurrentHashMap<>();
    private final SignatureCheck signatures;
    private final FaultCounter tally;
    private final long seed;
    private final Random dice;
    private final Duration hang;

    /** @param hang longer than senders wait */
    FaultyReceiver(String secret, FaultCounter tally, long seed, Duration hang) throws IOException {
        this.signatures = new SignatureCheck(secret, Clock.systemUTC());
        this.tally = requireNonNull(tally, "tally is null");
        this.seed = seed;
        this.dice = new Random(seed);
        this.hang = requireNonNull(hang, "hang is null");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/hooks", this::take);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hooks";
    }

    int deliveriesSoFar() {
        return seen.size();
    }

    /** Every request so far, by delivery. */
    Map<String, List<ReceivedRequest>> seen() {
        return Map.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String delivery = exchange.getRequestHeaders().getFirst("X-Ingestlayer-Delivery-Id");
            boolean signed = signatures
                    .check(exchange.getRequestHeaders()::getFirst, body)
                    .equals("valid");
            Optional<Fault> mood = ("to=" + EventKind.DEAD_DESTINATION)
                            .equals(exchange.getRequestURI().getQuery())
                    ? Optional.of(Fault.RECEIVER_500)
                    : moodFor(delivery);
            mood.ifPresent(tally::count);
            int status = mood.map(this::statusIn).orElse(200);
            boolean whole = mood.filter(Fault.RECEIVER_BROKE::equals).isEmpty();
            seen.computeIfAbsent(delivery, id -> new CopyOnWriteArrayList<>())
                    .add(new ReceivedRequest(new String(body, UTF_8), signed, status, whole));
            if (mood.filter(Fault.RECEIVER_HUNG::equals).isPresent()) {
                pause();
            }
            answer(exchange, status, whole);
        }
    }

    private Optional<Fault> moodFor(String delivery) {
        if (Math.floorMod(delivery.hashCode() + seed, 100L) < NEVER_TAKEN_IN_100) {
            return Optional.of(Fault.RECEIVER_500);
        }
        if (dice.nextInt(100) >= FAULTS_IN_100) {
            return Optional.empty();
        }
        return Optional.of(
                switch (dice.nextInt(10)) {
                    case 0 -> Fault.RECEIVER_HUNG;
                    case 1, 2 -> Fault.RECEIVER_DROPPED;
                    case 3, 4 -> Fault.RECEIVER_BROKE;
                    case 5, 6 -> Fault.RECEIVER_429;
                    case 7 -> Fault.RECEIVER_302;
                    default -> Fault.RECEIVER_500;
                });
    }

    /** A receiver that hung answers 200 in the end, or nothing: either way nobody listens any more. */
    private int statusIn(Fault mood) {
        return switch (mood) {
            case RECEIVER_500 -> 500;
            case RECEIVER_429 -> 429;
            case RECEIVER_302 -> 302;
            case RECEIVER_DROPPED -> 0;
            case RECEIVER_HUNG -> dice.nextBoolean() ? 200 : 0;
            default -> 200;
        };
    }

    private void pause() {
        try {
            Thread.sleep(hang.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, boolean whole) throws IOException {
        if (status == 0) {
            return;
        }
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "2");
        }
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        byte[] body = ("answered " + status + "\n").getBytes(UTF_8);
        exchange.sendResponseHeaders(status, whole ? body.length : 1000);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (!whole) {
            throw new IOException("breaks off in its answer, as planned");
        }
    }
}
