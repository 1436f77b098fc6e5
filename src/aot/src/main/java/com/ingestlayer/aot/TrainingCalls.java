package com.ingestlayer.aot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryMessage;
import com.ingestlayer.delivery.DeliveryMessageCodec;
import com.ingestlayer.delivery.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a function is called with in training: its work, and what senders get wrong. */
final class TrainingCalls {
    /** Enough for what is done most to be compiled, so that its profile is in the cache. */
    private static final int ROUNDS = 3;

    private static final String EXPORT = """
            {"type":"feature.used","payload":{"user_id":"u_42","feature":"csv.export","count":1,"plan":"free"}""";
    private static final String TICKET = """
            {"type":"ticket.created","payload":{"email":"ada@acme.example","subject":"Everything is down",\
            "body":"Call +49 170 1234567, or write to ada@acme.example. Price: 3.50 €","ip":"203.0.113.17",\
            "priority":"high","attempt":2}}""";

    private TrainingCalls() {}

    /** @param hooks where webhooks go */
    static List<TrainingCall> of(Job job, URI hooks) throws IOException {
        List<TrainingCall> calls = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            calls.addAll(job == Job.INGRESS ? requests(round) : batches(round, hooks));
        }
        return calls;
    }

    private static List<TrainingCall> requests(int round) throws IOException {
        return List.of(
                request("an event alone", EXPORT + "}", "\"statusCode\":202"),
                request("100 events", hundred(round), "\"statusCode\":202"),
                request("one twice", twice(round), "\\\"duplicate\\\":true"),
                request(
                        "one that no pipeline delivers",
                        EXPORT.replace("csv.export", "login") + "}",
                        "\"statusCode\":202"),
                request("one for every step", TICKET, "\"statusCode\":202"),
                request("one without a field", EXPORT.replace("user_id", "user") + "}", "\"statusCode\":400"),
                request("no JSON", "{\"type\":", "\"statusCode\":400"),
                unauthorized(),
                health());
    }

    private static String hundred(int round) {
        return events(IntStream.range(0, 100)
                .mapToObj(i -> keyed("hundred-" + round + "-" + i).replace("u_42", "u_" + i)));
    }

    private static String twice(int round) {
        return events(IntStream.range(0, 2).mapToObj(i -> keyed("twice-" + round)));
    }

    private static String keyed(String key) {
        return EXPORT + ",\"idempotencyKey\":\"" + key + "\"}";
    }

    private static String events(Stream<String> events) {
        return events.collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static TrainingCall request(String name, String body, String expected) throws IOException {
        ObjectNode request = read("request.json");
        request.put("body", body);
        return new TrainingCall(name, request, expected);
    }

    private static TrainingCall unauthorized() throws IOException {
        TrainingCall call = request("one without a key", EXPORT + "}", "\"statusCode\":401");
        ((ObjectNode) call.json().get("headers")).remove("authorization");
        return call;
    }

    private static TrainingCall health() throws IOException {
        TrainingCall call = request("a health check", "", "\"statusCode\":200");
        call.json().put("rawPath", "/healthz");
        ((ObjectNode) call.json().path("requestContext").path("http"))
                .put("method", "GET")
                .put("path", "/healthz");
        return call;
    }

    private static List<TrainingCall> batches(int round, URI hooks) throws IOException {
        String all = "{\"batchItemFailures\":[]}";
        TrainingCall poison =
                new TrainingCall("no delivery", batch(round * 100, 2, hooks), "\"itemIdentifier\":\"message-0\"");
        ((ObjectNode) poison.json().path("Records").get(0)).put("body", "not a delivery");
        return List.of(
                new TrainingCall("a delivery alone", batch(round * 100 + 10, 1, hooks), all),
                new TrainingCall("ten deliveries", batch(round * 100 + 20, 10, hooks), all),
                poison);
    }

    private static ObjectNode batch(int first, int messages, URI hooks) throws IOException {
        ObjectNode batch = Json.object();
        ArrayNode records = batch.putArray("Records");
        for (int i = 0; i < messages; i++) {
            records.add(read("message.json").put("messageId", "message-" + i).put("body", message(first + i, hooks)));
        }
        return batch;
    }

    private static String message(int number, URI hooks) {
        EventId id = new EventId("evt_01KFRM8V33ABCDEFGHJKM" + (10_000 + number));
        DeliveryKey key = new DeliveryKey(id, "track-feature-usage", "acme");
        return DeliveryMessageCodec.encode(new DeliveryMessage(
                Ids.delivery(id, key.pipeline(), key.destination()),
                key,
                "feature.used",
                DeliveryTarget.ofUrl(hooks.toString()),
                Optional.of(EXPORT + "}"),
                Instant.parse("2026-01-24T12:51:45.123Z")));
    }

    private static ObjectNode read(String resource) throws IOException {
        try (InputStream text = TrainingCalls.class.getResourceAsStream("training/" + resource)) {
            return (ObjectNode) Json.read(text);
        }
    }
}
