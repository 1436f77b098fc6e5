package com.ingestlayer.aws.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Replaces Bedrock's HTTP API. The text of a request determines the answer. */
final class BedrockStub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    record Seen(String path, Headers headers, JsonNode body) {}

    BedrockStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Seen> seen() {
        return seen;
    }

    static String answer(String words, String stopReason) {
        return "{\"metrics\":{\"latencyMs\":7},\"output\":{\"message\":{\"content\":[{\"reasoningContent\":{}},{\"text\":"
                + Json.write(Json.object().textNode(words)) + "}],\"role\":\"assistant\"}},\"stopReason\":\""
                + stopReason
                + "\",\"usage\":{\"inputTokens\":30,\"outputTokens\":2,\"totalTokens\":32}}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = Json.read(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        seen.add(new Seen(exchange.getRequestURI().getRawPath(), exchange.getRequestHeaders(), body));
        String[] how = body.at("/messages/0/content/0/text").asText().split(" ", 2);
        switch (how[0]) {
            case "say" -> send(exchange, 200, answer(how[1], "end_turn"));
            case "stop" -> send(exchange, 200, answer("half an ans", how[1]));
            case "status" -> send(exchange, Integer.parseInt(how[1]), "{\"message\":\"" + how[0] + "\"}");
            case "body" -> send(exchange, 200, how.length > 1 ? how[1] : "");
            case "large" -> send(exchange, 200, answer("x".repeat(2_000_000), "end_turn"));
            case "half" -> half(exchange);
            case "drip" -> drip(exchange);
            default -> await();
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Announces more than it sends, and closes the connection. */
    private static void half(HttpExchange exchange) throws IOException {
        byte[] bytes = answer("demo", "end_turn").getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    }

    /** Sends a byte from time to time while the client listens. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (!await(20)) {
            out.write(' ');
            out.flush();
        }
    }

    private void await() {
        while (!await(1_000)) {
            // until the stub is closed
        }
    }

    private boolean await(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
