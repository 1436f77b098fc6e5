package com.ingestlayer.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.ingestlayer.json.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code POST /hooks} takes webhooks, {@code GET /received} gives them as JSON, {@code DELETE /received} forgets them, and
 * {@code /} shows them live. Keeps the last {@link #KEPT}. Thread-safe.
 */
public final class Receiver implements AutoCloseable {
    private static final int KEPT = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SignatureCheck signatures;
    private final Clock clock;
    private final byte[] page;
    private final Deque<ReceivedWebhook> received = new ArrayDeque<>();
    private final Map<String, Integer> misbehaved = new ConcurrentHashMap<>();

    private Receiver(HttpServer server, String secret, Clock clock) throws IOException {
        this.server = server;
        this.signatures = new SignatureCheck(secret, clock);
        this.clock = requireNonNull(clock, "clock is null");
        try (InputStream html = Receiver.class.getResourceAsStream("receiver.html")) {
            page = html.readAllBytes();
        }
        server.setExecutor(threads);
        server.createContext("/hooks", this::takeHook);
        server.createContext("/received", this::tellReceived);
        server.createContext("/", this::showPage);
    }

    /**
     * Starts one.
     *
     * @param port 0 for any free one
     * @param secret what signatures are checked with
     */
    public static Receiver start(int port, String secret, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        Receiver receiver = new Receiver(server, secret, clock);
        server.start();
        return receiver;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Oldest first. */
    public List<ReceivedWebhook> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void takeHook(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "text/plain", "POST webhooks here; GET /received shows what came\n".getBytes(UTF_8));
            return;
        }
        Misbehaviour asked;
        try {
            asked = Misbehaviour.of(exchange.getRequestURI());
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "text/plain", (e.getMessage() + "\n").getBytes(UTF_8));
            return;
        }
        remember(exchange, body);
        misbehave(exchange, times(exchange) <= asked.times() ? asked : Misbehaviour.NONE);
    }

    private void remember(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        ReceivedWebhook webhook = new ReceivedWebhook(
                clock.instant(),
                exchange.getRequestURI().toString(),
                headers,
                new String(body, UTF_8),
                signatures.check(headers::get, body));
        synchronized (received) {
            received.add(webhook);
            if (received.size() > KEPT) {
                received.remove();
            }
        }
    }

    /** How often this delivery came so far, this time included. */
    private int times(HttpExchange exchange) {
        String delivery = exchange.getRequestHeaders().getFirst("X-Ingestlayer-Delivery-Id");
        String uri = exchange.getRequestURI().toString();
        return misbehaved.merge(delivery == null ? uri : delivery + " " + uri, 1, Integer::sum);
    }

    private void misbehave(HttpExchange exchange, Misbehaviour asked) throws IOException {
        try {
            Thread.sleep(asked.delaySeconds() * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds.toString()));
        if (asked.close()) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("half an ans".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.getRequestBody().close();
            throw new IOException("closed in the middle of the answer, as asked");
        }
        if (asked.status() >= 300 && asked.status() < 400) {
            exchange.getResponseHeaders().set("Location", "/received");
        }
        answer(exchange, asked.status(), "text/plain", ("answered " + asked.status() + "\n").getBytes(UTF_8));
    }

    private void tellReceived(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            synchronized (received) {
                received.clear();
            }
            answer(exchange, 204, "text/plain", new byte[0]);
            return;
        }
        ArrayNode all = Json.array();
        received().forEach(webhook -> all.add(webhook.toJson()));
        answer(exchange, 200, "application/json", Json.write(all).getBytes(UTF_8));
    }

    private void showPage(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/")) {
            answer(exchange, 200, "text/html; charset=utf-8", page);
        } else {
            answer(exchange, 404, "text/plain", "there is /hooks, /received and /\n".getBytes(UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean bodiless = body.length == 0 || status == 204 || status == 304;
            exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
