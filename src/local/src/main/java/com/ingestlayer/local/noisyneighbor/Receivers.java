package com.ingestlayer.local.noisyneighbor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.json.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** All destinations in one server, each under a path of its own. Notes when a webhook came, before anything else. Thread-safe. */
final class Receivers implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Function<String, Duration> slowness = destination -> Duration.ZERO;

    /**
     * A webhook that came.
     *
     * @param receivedAt when its event was taken, as its body says
     */
    record Arrival(String destination, Instant receivedAt, Instant at) {}

    Receivers(Clock clock) throws IOException {
        this.clock = requireNonNull(clock, "clock is null");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on, how long each destination waits before it answers. */
    void answerAfter(Function<String, Duration> wait) {
        slowness = requireNonNull(wait, "wait is null");
    }

    /** The first of each delivery. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals.values());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant at = clock.instant();
        try (exchange) {
            String destination = exchange.getRequestURI().getPath().substring(1);
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Instant receivedAt =
                    Instant.parse(Json.read(body).path("received_at").asText());
            arrivals.putIfAbsent(
                    exchange.getRequestHeaders().getFirst("X-Ingestlayer-Delivery-Id"),
                    new Arrival(destination, receivedAt, at));
            Thread.sleep(slowness.apply(destination).toMillis());
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
