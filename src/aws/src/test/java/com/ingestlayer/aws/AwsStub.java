package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP endpoint that replaces a service. It gives the answers of a test in order, and repeats the last one. */
public final class AwsStub implements AutoCloseable {
    static {
        // Without this, each answer waits 40 ms until the client's kernel has acknowledged the headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile List<Answer> answers = List.of();
    private volatile int answered;

    /** A request that was received. */
    public record Seen(String path, Headers headers, String body) {}

    /** The answer to a request. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public AwsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public List<Seen> seen() {
        return seen;
    }

    public void answers(Answer... next) {
        answers = List.of(next);
        answered = 0;
    }

    public static Answer of(int status, String body) {
        return of(status, Map.of(), body);
    }

    static Answer of(int status, Map<String, String> headers, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Sends nothing while the stub is open. */
    public Answer never() {
        return exchange -> await(Long.MAX_VALUE);
    }

    /** Sends the beginning of an answer, and then nothing while the stub is open. */
    Answer half() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(Long.MAX_VALUE);
        };
    }

    /** Sends a byte from time to time while the stub is open. */
    Answer drip() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (!await(20)) {
                out.write(' ');
                out.flush();
            }
        };
    }

    private boolean await(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            seen.add(new Seen(
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            next().to(exchange);
        }
    }

    private synchronized Answer next() {
        return answers.get(Math.min(answered++, answers.size() - 1));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
