package com.ingestlayer.local.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.json.Json;
import com.ingestlayer.local.iam.ApiCall;
import com.ingestlayer.local.iam.Guard;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the functions and one engine: refuses calls that their roles do not allow, counts the others, and does to
 * some what networks and clouds do.
 */
public final class EngineProxy implements AutoCloseable {
    /** What becomes of a call. */
    public interface Behaviour {
        Behaviour HONEST = (call, engine) -> engine.get();

        Answer answer(Call call, Engine engine);
    }

    /** The engine that the call was meant for. */
    public interface Engine {
        /** Hands on another body than the one that came, and gives the engine's answer. */
        Answer get(String body);

        /** Hands the call on and gives the engine's answer. */
        Answer get();
    }

    /**
     * One call.
     *
     * @param name operation, or path, and, where there is one, table or parameter: {@code BatchGetItem ingestlayer-events}
     * @param body in JSON
     */
    public record Call(String name, String body) {}

    /** What the caller gets. */
    public record Answer(int status, String body) {
        /** The connection is closed without a word. */
        public static final Answer SILENCE = new Answer(-1, "");

        public static Answer error(int status, String type) {
            return new Answer(status, "{\"__type\":\"" + type + "\",\"message\":\"as asked\"}");
        }
    }

    private static final Pattern TABLE = Pattern.compile("\"(ingestlayer-[a-z]+)\"");
    private static final Pattern PARAMETER = Pattern.compile("\"Names?\":\\[?\"([^\"]+)\"");

    private final Guard guard;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, AtomicInteger> calls = new ConcurrentSkipListMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile URI engine = URI.create("http://localhost:1");
    private volatile Behaviour behaviour = Behaviour.HONEST;

    /** @param guard decides which calls may pass */
    public EngineProxy(Guard guard) {
        this.guard = requireNonNull(guard, "guard is null");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where callers find the engine from now on. */
    public URI inFrontOf(URI engine) {
        this.engine = engine;
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void behave(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Since the last reset, by name. */
    public Map<String, Integer> calls() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    public void reset() {
        calls.clear();
        mostUnderWay.set(0);
        behaviour = Behaviour.HONEST;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<String> refusal = guard.refusal(
                    header(exchange, "Authorization"),
                    new ApiCall(target(exchange), exchange.getRequestURI().getRawPath(), new String(body, UTF_8)));
            if (refusal.isPresent()) {
                send(exchange, refused(refusal.get()));
                return;
            }
            Call call = new Call(name(exchange, body), new String(body, UTF_8));
            calls.computeIfAbsent(call.name(), name -> new AtomicInteger()).incrementAndGet();
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                send(exchange, behaviour.answer(call, new Handover(exchange, body)));
            } finally {
                underWay.decrementAndGet();
            }
        }
    }

    /** Hands one exchange on. */
    private final class Handover implements Engine {
        private final HttpExchange exchange;
        private final byte[] body;

        Handover(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        @Override
        public Answer get(String other) {
            return forward(exchange, other.getBytes(UTF_8));
        }

        @Override
        public Answer get() {
            return forward(exchange, body);
        }
    }

    private static String name(HttpExchange exchange, byte[] body) {
        String target = target(exchange);
        if (target.isEmpty()) {
            return exchange.getRequestURI().getPath();
        }
        String operation = target.substring(target.indexOf('.') + 1);
        Matcher table = TABLE.matcher(new String(body, UTF_8));
        if (target.startsWith("DynamoDB") && table.find()) {
            return operation + " " + table.group(1);
        }
        Matcher parameter = PARAMETER.matcher(new String(body, UTF_8));
        return target.startsWith("AmazonSSM") && parameter.find() ? operation + " " + parameter.group(1) : operation;
    }

    private static String target(HttpExchange exchange) {
        return header(exchange, "X-Amz-Target");
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static Answer refused(String message) {
        return new Answer(
                400,
                Json.write(Json.object()
                        .put("__type", "com.amazon.coral.service#AccessDeniedException")
                        .put("message", message)));
    }

    private Answer forward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.resolve(exchange.getRequestURI()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Content-Type", "X-Amz-Target", "Authorization", "X-Amz-Date"}) {
            request.header(header, exchange.getRequestHeaders().getFirst(header));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.SILENCE;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() < 0) {
            return;
        }
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
