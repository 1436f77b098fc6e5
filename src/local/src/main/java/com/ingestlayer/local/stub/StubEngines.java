package com.ingestlayer.local.stub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.json.Json;
import com.ingestlayer.local.StackLayout;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * DynamoDB, SQS, the parameter store and a receiver of webhooks, on one port, without state: every API key is known, every
 * entity has the same traits, no event has come before, no delivery was tried, every write and webhook is taken. Signatures
 * of callers are not checked. Speaks AWS JSON, where the operation stands in {@code X-Amz-Target}. Thread-safe.
 */
public final class StubEngines implements AutoCloseable {
    /** What is behind every secret's name. */
    public static final String SECRET = "whsec_local_development";

    private static final String HOOKS = "/hooks";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new ArrayList<>();

    /**
     * One request.
     *
     * @param operation such as {@code DynamoDB_20120810.GetItem}, or {@code POST /hooks} for a webhook
     * @param headers names in lower case
     */
    public record Call(String operation, Map<String, String> headers, String body) {
        public Call {
            headers = Map.copyOf(headers);
        }
    }

    private StubEngines(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::callEngine);
        server.createContext(HOOKS, this::takeWebhook);
    }

    /** On a free port of this machine. */
    public static StubEngines start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        StubEngines engines =
                new StubEngines(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024));
        engines.server.start();
        return engines;
    }

    /** Of all three engines. */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /**
     * All that a function sees where these engines are its own.
     *
     * @param function {@code ingress} or {@code delivery}
     * @param configDir {@code infra/config}, or another directory of that form
     */
    public Map<String, String> environmentOf(String function, Path configDir) {
        String queue = endpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        String deadLetters = endpoint() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE;
        Map<String, String> environment = new HashMap<>(
                function.equals("ingress")
                        ? StackLayout.ingressEnvironment(configDir.toString(), queue, hooks().toString(), "accept", "")
                        : StackLayout.deliveryEnvironment(
                                configDir.toString(), queue, deadLetters, hooks().toString(), "30s,2m,10m,1h"));
        environment.putAll(StackLayout.runtimeEnvironment(function));
        for (String engine : List.of("DYNAMODB", "SQS", "SSM")) {
            environment.put("AWS_ENDPOINT_URL_" + engine, endpoint().toString());
        }
        return environment;
    }

    /** Where webhooks go. */
    public URI hooks() {
        return endpoint().resolve(HOOKS);
    }

    /** What came since the last time this was asked, in the order it came. */
    public List<Call> takeCalls() {
        synchronized (calls) {
            List<Call> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void callEngine(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Call call = note(operation, exchange);
        send(exchange, Json.write(StubAnswers.to(operation, Json.read(call.body()))));
    }

    private void takeWebhook(HttpExchange exchange) throws IOException {
        note(exchange.getRequestMethod() + " " + HOOKS, exchange);
        send(exchange, "{}");
    }

    private Call note(String operation, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Call call = new Call(operation, headers, body);
        synchronized (calls) {
            calls.add(call);
        }
        return call;
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
