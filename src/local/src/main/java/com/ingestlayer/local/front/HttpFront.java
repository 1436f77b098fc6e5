package com.ingestlayer.local.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP API of the local stack. It returns the same errors as API Gateway, with the same text. Thread-safe. */
public final class HttpFront implements AutoCloseable {
    /** API Gateway's quota for HTTP APIs. */
    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /**
     * The limits of a synchronous invocation of Lambda: 6 MB (Lambda Developer Guide, "Lambda quotas"), which its errors report as "Request must be smaller than 6291456 bytes" and "maximum allowed payload size (6291556 bytes)". API Gateway
     * hands the first on as 413 and the second as 500, as AWS's own emulator has it (aws-lambda-dotnet, Lambda Test Tool v2,
     * pull request 1990).
     */
    static final int MAX_EVENT_BYTES = 6_291_456;

    static final int MAX_RESPONSE_BYTES = 6_291_556;

    private static final int CONCURRENT_REQUESTS = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The ingress function. */
    public interface Ingress {
        /** @return the response; empty when the function is throttled */
        Optional<byte[]> invoke(byte[] event, Optional<String> traceHeader) throws FunctionErrorException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT_REQUESTS);
    private final Ingress ingress;
    private final Cors cors;
    private final Clock clock;

    private HttpFront(HttpServer server, Ingress ingress, Cors cors, Clock clock) {
        this.server = server;
        this.ingress = requireNonNull(ingress, "ingress is null");
        this.cors = requireNonNull(cors, "cors is null");
        this.clock = requireNonNull(clock, "clock is null");
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** @param port the port to listen on; 0 for any free one */
    public static HttpFront start(int port, Ingress ingress, Cors cors, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        HttpFront front = new HttpFront(server, ingress, cors, clock);
        server.start();
        return front;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String requestId = UUID.randomUUID().toString();
            exchange.getResponseHeaders().set("Apigw-Requestid", requestId);
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            Optional<byte[]> event = body.length > MAX_BODY_BYTES
                    ? Optional.empty()
                    : Optional.of(ApiGatewayEvent.of(exchange, body, requestId, clock.instant()))
                            .filter(json -> json.length <= MAX_EVENT_BYTES);
            if (event.isPresent()) {
                invoke(exchange, event.get());
            } else {
                answer(exchange, 413, "{\"message\":\"Request Entity Too Large\"}");
            }
        }
    }

    private void invoke(HttpExchange exchange, byte[] event) throws IOException {
        Optional<byte[]> response;
        try {
            response = ingress.invoke(
                    event, Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id")));
        } catch (FunctionErrorException e) {
            System.out.println("front | answered 500: " + e.getMessage());
            answer(exchange, 500, "{\"message\":\"Internal Server Error\"}");
            return;
        }
        if (response.isPresent() && response.get().length > MAX_RESPONSE_BYTES) {
            System.out.println("front | answered 500: the function's answer has " + response.get().length
                    + " bytes, more than Lambda gives");
            answer(exchange, 500, "{\"message\":\"Internal Server Error\"}");
        } else if (response.isPresent()) {
            answer(exchange, MAPPER.readTree(response.get()));
        } else {
            answer(exchange, 503, "{\"message\":\"Service Unavailable\"}");
        }
    }

    private void answer(HttpExchange exchange, JsonNode response) throws IOException {
        response.path("headers").properties().forEach(header -> exchange.getResponseHeaders()
                .set(header.getKey(), header.getValue().asText()));
        String text = response.path("body").asText("");
        byte[] body = response.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(UTF_8);
        send(exchange, response.path("statusCode").asInt(200), body);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, body.getBytes(UTF_8));
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        cors.apply(exchange.getRequestMethod(), exchange.getRequestHeaders(), exchange.getResponseHeaders());
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
