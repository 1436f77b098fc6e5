package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code page.html} of a project, served on localhost with the project's SDK, and opened in a headless Chromium. The page
 * tells here what its call came to.
 */
final class BrowserPage implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    /** No window, nothing of its own from the network; without a sandbox, which containers do not let it have. */
    private static final List<String> OPTIONS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final NodeProject project;
    /** The file that {@code import "@ingestlayer/sdk"} leads to; what it imports is beside it. */
    private final Path entry;

    private final HttpServer server;
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

    BrowserPage(NodeProject project) throws IOException, InterruptedException {
        this.project = project;
        String entryUrl = project.run(
                        Map.of(),
                        "node",
                        "--input-type=module",
                        "--eval",
                        "console.log(import.meta.resolve('@ingestlayer/sdk'))")
                .succeeded();
        entry = Path.of(URI.create(entryUrl.strip()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::give);
        server.createContext("/outcome", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /**
     * Opens the page, and waits for what it tells. Skips the test where no Chromium is here, unless
     * {@code -Drequire.node=true}.
     *
     * @param origin as which the browser sees the page, without the port
     */
    JsonNode open(String origin, URI endpoint, String apiKey) throws IOException, InterruptedException {
        Path chromium = OnThePath.oneOf("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Path output = Files.createTempFile("chromium", ".out");
        String url = "%s:%d/?endpoint=%s&apiKey=%s".formatted(origin, port(), endpoint, apiKey);
        ProcessBuilder builder = new ProcessBuilder(chromium.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(OPTIONS);
        builder.command().addAll(List.of("--user-data-dir=" + project.path("profile"), url));
        Process process = builder.start();
        try {
            String outcome = outcomes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(outcome)
                    .as("what the page tells%n%s", Files.readString(output))
                    .isNotNull();
            return TestStack.json(outcome);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void give(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/sdk/")) {
            send(exchange, "text/javascript", Files.readString(entry.resolveSibling(path.substring("/sdk/".length()))));
        } else {
            String page = Files.readString(project.path("page.html"));
            send(
                    exchange,
                    "text/html",
                    page.replace("ENTRY", entry.getFileName().toString()));
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        outcomes.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        send(exchange, "text/plain", "thank you");
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
