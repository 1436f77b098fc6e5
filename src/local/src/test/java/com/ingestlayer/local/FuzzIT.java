package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sends what openapi.yaml gives as examples, broken in random ways. Whatever comes: no 5xx, and no answer that the document
 * does not promise. {@code -Dfuzz.requests} and {@code -Dfuzz.seed} change how much and what is sent.
 */
@LocalStackTest
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int SENDERS = 8;
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "\ud83d\ude00",
            "\ud83d",
            "ü",
            "../..",
            "%00",
            "%",
            "?",
            "#",
            "a#b",
            "'",
            "\"",
            "\\",
            "null",
            "true",
            "1",
            "-1",
            "1e400",
            "x".repeat(2_000),
            "$event.payload",
            "__proto__",
            "evt_01KFRM8V33ABCDEFGHJKMNPQRS");
    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1E-400",
            "123456789012345678901234567890123456789012",
            "0.1",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"x\"",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "{\"\":1}",
            "{\"a\":{\"b\":{\"c\":null}}}",
            "[1,\"a\",null]");

    private static OpenApi openApi;
    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        openApi = OpenApi.load();
    }

    /** One call, with a body to break where it takes one. */
    private record Call(String method, String template, List<JsonNode> bodies) {}

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (String promise : openApi.promised()) {
            String[] parts = promise.split(" ");
            if (calls.stream()
                    .noneMatch(call ->
                            call.method().equals(parts[0]) && call.template().equals(parts[1]))) {
                JsonNode content = openApi.requestExamples(parts[0], parts[1]);
                List<JsonNode> bodies = new ArrayList<>();
                content.path("examples").forEach(example -> bodies.add(example.path("value")));
                if (content.has("example")) {
                    bodies.add(content.path("example"));
                }
                calls.add(new Call(parts[0], parts[1], bodies));
            }
        }
        return calls;
    }

    @Test
    void whateverIsSentTheAnswerIsOneOfThosePromised() {
        List<Call> calls = calls();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            CompletableFuture.allOf(IntStream.range(0, SENDERS)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> {
                                        Random random = new Random(SEED + i);
                                        for (int n = 0; n < REQUESTS / SENDERS; n++) {
                                            send(calls.get(random.nextInt(calls.size())), random);
                                        }
                                    },
                                    senders))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            senders.shutdownNow();
        }
        assertThat(openApi.seen()).as("answers seen").hasSizeGreaterThan(20);
    }

    private static void send(Call call, Random random) {
        String path = path(call.template(), random);
        byte[] body = call.bodies().isEmpty() ? new byte[0] : brokenBody(call, random);
        HttpRequest.Builder request = stack.request(path).method(call.method(), BodyPublishers.ofByteArray(body));
        if (random.nextInt(20) > 0) {
            String kind = call.template().startsWith("/v1/agent/") ? "ag" : "il";
            request.header("Authorization", "Bearer " + kind + "_local_development");
        }
        if (random.nextInt(20) > 0) {
            request.header("Content-Type", "application/json");
        }
        if (random.nextInt(10) == 0) {
            request.header(
                    "If-Match",
                    pick(
                            List.of("*", "\"1\"", "1", "\"x\"", "W/\"1\"", "\"1\", \"2\"", "\"99999999999999999999\""),
                            random));
        }
        HttpResponse<String> answer;
        try {
            answer = stack.send(request.build());
        } catch (Exception e) {
            throw new IllegalStateException(call.method() + " " + path, e);
        }
        String what = "%s %s %s".formatted(call.method(), path, new String(body, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        // A path that lost a segment is another path: 404, or 405 where that takes other methods.
        if (answer.statusCode() != 405
                && !(answer.statusCode() == 404 && answer.body().contains("nothing at this path"))) {
            openApi.check(call.method(), call.template(), answer);
        }
    }

    private static String path(String template, Random random) {
        StringBuilder path = new StringBuilder();
        for (String segment : template.substring(1).split("/")) {
            path.append('/').append(segment.startsWith("{") ? encoded(word(segment, random)) : segment);
        }
        for (String parameter : List.of("kind", "type", "since", "until", "cursor", "limit", "wait")) {
            if (random.nextInt(3) == 0) {
                path.append(path.indexOf("?") < 0 ? '?' : '&')
                        .append(parameter)
                        .append('=')
                        .append(encoded(word(parameter, random)));
            }
        }
        return path.toString();
    }

    private static String word(String parameter, Random random) {
        Map<String, List<String>> good = Map.ofEntries(
                Map.entry("kind", List.of("user", "account")),
                Map.entry("type", List.of("a.b", "feature.used")),
                Map.entry("since", List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5+14:00")),
                Map.entry("until", List.of("2030-01-01T00:00:00Z")),
                Map.entry("limit", List.of("1", "100", "101", "0", "-1", "999999999999")),
                Map.entry("cursor", List.of("e30", "AAAA", "eyJhIjoxfQ")),
                Map.entry("{kind}", List.of("user")),
                Map.entry("{external_id}", List.of("u_42", "a/b", "ü")),
                Map.entry("{id}", List.of("evt_01KFRM8V33ABCDEFGHJKMNPQRS")),
                Map.entry("wait", List.of("true", "false")),
                Map.entry("{pipeline}", List.of("choosy", "resting", "gone")),
                Map.entry("{token}", List.of("whk_unknown")));
        return random.nextInt(3) > 0 ? pick(good.get(parameter), random) : pick(ODD, random);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] brokenBody(Call call, Random random) {
        JsonNode body = pick(call.bodies(), random).deepCopy();
        if (random.nextInt(4) == 0) {
            return brokenBytes(Json.write(body).getBytes(StandardCharsets.UTF_8), random);
        }
        String text = Json.write(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            breakSomewhere(body, random);
            text = Json.write(body);
        }
        // A marker that JSON trees cannot hold is put in as text: numbers out of range, lone surrogates.
        return text.replace("\"@ODD@\"", pick(ODD_JSON, random)).getBytes(StandardCharsets.UTF_8);
    }

    private static void breakSomewhere(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = pick(names, random);
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(pick(ODD, random), object.remove(name));
                case 2 -> object.put(name, "@ODD@");
                case 3 -> object.put(name, pick(ODD, random));
                default -> breakSomewhere(object.get(name), random);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(5)) {
                case 0 -> array.remove(index);
                case 1 -> array.add(array.get(index).deepCopy());
                case 2 -> array.set(index, "@ODD@");
                default -> breakSomewhere(array.get(index), random);
            }
        }
    }

    private static byte[] brokenBytes(byte[] bytes, Random random) {
        byte[] broken = bytes.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(broken.length);
            switch (random.nextInt(3)) {
                case 0 -> broken[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> broken[at] = (byte) random.nextInt(256);
                default -> broken = Arrays.copyOf(broken, Math.max(1, at));
            }
        }
        return broken;
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
