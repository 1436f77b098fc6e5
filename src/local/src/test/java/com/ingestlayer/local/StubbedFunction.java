package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;

/** One process of a packaged function, with infra/config as it stands and engines that answer at once. */
final class StubbedFunction implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LambdaFunction function;

    private StubbedFunction(LambdaFunction function) {
        this.function = function;
    }

    /** The zip of a function. */
    static Path zipOf(String name) {
        return TestStack.ROOT.resolve("src").resolve(name).resolve("target/function.zip");
    }

    /** Whether a function's zip holds a program instead of jars. */
    static boolean isNative(String name) throws IOException {
        try (ZipFile zip = new ZipFile(zipOf(name).toFile())) {
            return zip.getEntry("bootstrap") != null;
        }
    }

    /**
     * @param name {@code ingress} or {@code delivery}
     * @param into an empty directory
     * @param jvm what becomes of the JVM's command
     */
    static StubbedFunction start(String name, Path into, StubEngines engines, UnaryOperator<List<String>> jvm)
            throws Exception {
        return start(name, into, engines, jvm, Map.of());
    }

    /** @param more variables of its environment */
    static StubbedFunction start(
            String name, Path into, StubEngines engines, UnaryOperator<List<String>> jvm, Map<String, String> more)
            throws Exception {
        Map<String, String> environment = new HashMap<>(environment(name, engines));
        environment.putAll(more);
        FunctionPackage unpacked = FunctionPackage.unpack(zipOf(name), into, StackLayout.HANDLER);
        Launcher launcher = Launcher.asPackaged();
        return new StubbedFunction(new LambdaFunction(
                name,
                unpacked,
                function -> jvm.apply(launcher.command(function)),
                environment,
                TIMEOUT,
                (function, line) -> {},
                1));
    }

    /** What a function that works is told. */
    static Map<String, String> environment(String name, StubEngines engines) {
        Map<String, String> environment = engines.environmentOf(name, TestStack.ROOT.resolve("infra/config"));
        environment.put("INGESTLAYER_AWS_TIMEOUT", "8s"); // so that a machine that is busy makes no call twice
        return environment;
    }

    /** What it answered. */
    JsonNode invoke(ObjectNode event) throws Exception {
        byte[] answer = function.invoke(Json.write(event).getBytes(UTF_8)).orElseThrow();
        return TestStack.json(new String(answer, UTF_8));
    }

    @Override
    public void close() {
        function.close();
    }

    /**
     * The README's example some times over, each with an idempotency key of its own, as API Gateway hands it over.
     *
     * @param number makes the keys different from those of other requests
     */
    static ObjectNode request(int number, int events) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("events");
        IntStream.range(0, events)
                .forEach(i -> list.add(((ObjectNode) TestStack.json(TestStack.EXPORT))
                        .put("idempotencyKey", "guard-" + number + "-" + i)));
        ObjectNode event = Json.object();
        event.put("version", "2.0").put("rawPath", "/v1/ingest").put("rawQueryString", "");
        event.putObject("headers")
                .put("authorization", "Bearer il_local_development")
                .put("content-type", "application/json");
        event.putObject("requestContext")
                .putObject("http")
                .put("method", "POST")
                .put("path", "/v1/ingest");
        return event.put("body", Json.write(body)).put("isBase64Encoded", false);
    }

    /**
     * Messages of the README's example, to a receiver that takes them, as an event source mapping hands them over.
     *
     * @param number makes the events different from those of other batches
     */
    static ObjectNode batch(int number, int messages, StubEngines engines) {
        ObjectNode batch = Json.object();
        ArrayNode records = batch.putArray("Records");
        for (int i = 0; i < messages; i++) {
            ObjectNode record = records.addObject();
            record.put("messageId", "message-" + i)
                    .put("receiptHandle", "receipt-" + i)
                    .put("body", message(number * 1000 + i, engines));
            record.putObject("attributes").put("ApproximateReceiveCount", "1");
        }
        return batch;
    }

    private static String message(int number, StubEngines engines) {
        return Json.write(Json.object()
                .put("v", 2)
                .put("delivery_id", String.format(Locale.ROOT, "dlv_%026d", number))
                .put("event_id", String.format(Locale.ROOT, "evt_%026d", number))
                .put("event_type", "feature.used")
                .put("pipeline", "track-feature-usage")
                .put("destination", "acme")
                .put("kind", "webhook.out")
                .put("target", engines.hooks().resolve("/").toString() + "…")
                .put("body", TestStack.EXPORT)
                .put("enqueued_at", "2026-01-24T12:51:45.123Z"));
    }
}
