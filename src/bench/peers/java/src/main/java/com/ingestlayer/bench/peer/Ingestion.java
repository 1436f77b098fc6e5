package com.ingestlayer.bench.peer;

import static com.ingestlayer.bench.peer.Aws.number;
import static com.ingestlayer.bench.peer.Aws.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.bench.peer.IngestRequest.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Accepts events: it finds duplicates, filters, enriches, queues the deliveries, and writes the events last.
 * Thread-safe.
 */
final class Ingestion {
    private static final long WINDOW = Duration.ofHours(24).toMillis();
    private static final long CLOCKS_DIFFER = Duration.ofMinutes(5).toMillis();
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String PIPELINE = "track-feature-usage";
    private static final String DESTINATION = "acme";
    private static final Set<String> FEATURES = Set.of("export", "api", "webhook");
    private static final String EVENTS = System.getenv("INGESTLAYER_EVENTS_TABLE");
    private static final String ENTITIES = System.getenv("INGESTLAYER_ENTITIES_TABLE");
    private static final AttributeValue NO_TEXT = AttributeValue.fromNul(true);
    private static final String QUEUE = System.getenv("INGESTLAYER_DELIVERIES_QUEUE_URL");

    /** The result of an event, for its sender. */
    record Taken(String id, boolean duplicate, boolean payloadDiffers) {}

    /** The row of an event. Its hash is null if the event was accepted before hashes were stored. */
    private record Row(long acceptedAt, String payloadHash) {
        static final Row NONE = new Row(0, null);
    }

    private record Identity(String id, List<String> others) {
        /**
         * Returns the event's id, and the ids it has if it arrived in the previous window or at a process whose clock
         * is ahead.
         */
        static Identity of(Incoming event, String source, long now) {
            if (event.key() == null) {
                return new Identity(Ids.fresh(now), List.of());
            }
            long window = now / WINDOW;
            List<String> others = new ArrayList<>();
            others.add(Ids.derived(source, IngestRequest.TYPE, event.key(), window - 1));
            if ((now + CLOCKS_DIFFER) / WINDOW != window) {
                others.add(Ids.derived(source, IngestRequest.TYPE, event.key(), window + 1));
            }
            return new Identity(Ids.derived(source, IngestRequest.TYPE, event.key(), window), others);
        }

        /** Returns the id under which the event was accepted before, or null. */
        String acceptedAs(Map<String, Row> accepted, long now) {
            if (accepted.containsKey(id)) {
                return id;
            }
            return others.stream()
                    .filter(other -> accepted.getOrDefault(other, Row.NONE).acceptedAt() > now - WINDOW)
                    .findFirst()
                    .orElse(null);
        }
    }

    private record Event(String id, Instant receivedAt, String source, ObjectNode payload) {
        ObjectNode toJson() {
            ObjectNode json = Json.object();
            json.put("id", id).put("type", IngestRequest.TYPE).put("received_at", Telemetry.iso(receivedAt));
            json.put("source", source).set("payload", payload);
            return json;
        }

        String user() {
            return payload.get("user_id").textValue();
        }

        boolean passes() {
            return source.equals("sdk.event")
                    && Arrays.stream(payload.get("feature").textValue().split("\\.", -1))
                            .anyMatch(FEATURES::contains);
        }
    }

    List<Taken> ingest(List<Incoming> incoming, String source, Telemetry telemetry) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long millis = now.toEpochMilli();
        List<Identity> identities = incoming.stream()
                .map(event -> Identity.of(event, source, millis))
                .toList();
        Map<String, Row> accepted = acceptedBefore(identities, now);
        Map<String, ObjectNode> seen = new HashMap<>();
        List<Taken> taken = new ArrayList<>();
        List<Event> fresh = new ArrayList<>();
        for (int i = 0; i < incoming.size(); i++) {
            Identity identity = identities.get(i);
            String original = identity.acceptedAs(accepted, millis);
            Incoming event = incoming.get(i);
            ObjectNode first = original == null ? seen.putIfAbsent(identity.id(), event.payload()) : null;
            boolean duplicate = original != null || first != null;
            String hash = original != null
                    ? accepted.get(original).payloadHash()
                    : first != null ? Ids.payloadHash(first) : null;
            boolean differs = hash != null && !hash.equals(Ids.payloadHash(event.payload()));
            taken.add(new Taken(original == null ? identity.id() : original, duplicate, differs));
            if (!duplicate) {
                Instant at = event.timestamp() == null ? now : event.timestamp();
                fresh.add(new Event(identity.id(), at.truncatedTo(ChronoUnit.MILLIS), source, event.payload()));
            }
        }
        if (!fresh.isEmpty()) {
            commit(fresh, now, telemetry);
        }
        taken.stream().filter(Taken::duplicate).forEach(event -> tell(event, source, 0, telemetry));
        return taken;
    }

    private static Map<String, Row> acceptedBefore(List<Identity> identities, Instant now) {
        Set<String> ids = new LinkedHashSet<>();
        for (Identity identity : identities) {
            if (!identity.others().isEmpty()) {
                ids.add(identity.id());
                ids.addAll(identity.others());
            }
        }
        List<Map<String, AttributeValue>> keys = ids.stream()
                .map(id -> Map.of("event_id", text(id), "item", text("event")))
                .toList();
        Map<String, Row> accepted = new HashMap<>();
        for (Map<String, AttributeValue> item :
                Aws.read(EVENTS, keys, "event_id, accepted_at, payload_hash, expires_at")) {
            if (Long.parseLong(item.get("expires_at").n()) > now.getEpochSecond()) {
                accepted.put(
                        item.get("event_id").s(),
                        new Row(
                                Long.parseLong(item.get("accepted_at").n()),
                                item.getOrDefault("payload_hash", NO_TEXT).s()));
            }
        }
        return accepted;
    }

    private static Map<String, ObjectNode> traitsOf(List<Event> events) {
        List<Map<String, AttributeValue>> keys = events.stream()
                .map(Event::user)
                .distinct()
                .filter(user -> !user.isEmpty() && user.getBytes(UTF_8).length <= 1024)
                .map(user -> Map.of("entity_key", text("user#" + user)))
                .toList();
        Map<String, ObjectNode> traits = new HashMap<>();
        Aws.read(ENTITIES, keys, "kind, external_id, traits")
                .forEach(item -> traits.put(
                        item.get("external_id").s(), Json.of(item.get("traits").m())));
        return traits;
    }

    /** Queues the deliveries and then writes the events. A process that dies in between has not promised anything. */
    private static void commit(List<Event> events, Instant now, Telemetry telemetry) {
        List<Event> passed = events.stream().filter(Event::passes).toList();
        Map<String, ObjectNode> traits = traitsOf(passed);
        Map<String, String> deliveries = new HashMap<>();
        passed.forEach(event -> deliveries.put(event.id(), Ids.delivery(event.id(), PIPELINE, DESTINATION)));
        Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> trace = trace();
        List<SendMessageBatchRequestEntry> messages = new ArrayList<>();
        for (Event event : passed) {
            String text = message(event, deliveries.get(event.id()), traits.get(event.user()), now);
            messages.add(SendMessageBatchRequestEntry.builder()
                    .messageBody(text)
                    .messageGroupId(PIPELINE + "/" + DESTINATION)
                    .messageSystemAttributes(trace)
                    .build());
        }
        Aws.send(QUEUE, messages);
        Aws.write(
                EVENTS,
                events.stream()
                        .map(event -> row(event, deliveries.get(event.id()), now))
                        .toList());
        events.forEach(event -> tell(
                new Taken(event.id(), false, false),
                event.source(),
                deliveries.containsKey(event.id()) ? 1 : 0,
                telemetry));
    }

    private static String message(Event event, String deliveryId, ObjectNode traits, Instant now) {
        ObjectNode body = event.toJson();
        if (traits != null) {
            body.putObject("entity").set("user", traits);
        }
        return Json.write(Json.object()
                .put("v", 2)
                .put("delivery_id", deliveryId)
                .put("event_id", event.id())
                .put("event_type", IngestRequest.TYPE)
                .put("pipeline", PIPELINE)
                .put("destination", DESTINATION)
                .put("kind", "webhook.out")
                .put("target", Target.TEXT)
                .put("body", Json.write(body))
                .put("enqueued_at", now.toString()));
    }

    private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> trace() {
        String header = Telemetry.traceHeader();
        return header == null
                ? Map.of()
                : Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(header)
                                .build());
    }

    private static Map<String, AttributeValue> row(Event event, String deliveryId, Instant now) {
        var deliveries = Json.MAPPER.createArrayNode();
        if (deliveryId != null) {
            deliveries
                    .addObject()
                    .put("delivery_id", deliveryId)
                    .put("pipeline", PIPELINE)
                    .put("destination", DESTINATION)
                    .put("kind", "webhook.out")
                    .put("target", Target.TEXT);
        }
        String receivedAt = Telemetry.iso(event.receivedAt());
        return Map.ofEntries(
                Map.entry("event_id", text(event.id())),
                Map.entry("item", text("event")),
                Map.entry("type", text(IngestRequest.TYPE)),
                Map.entry("received_at", text(receivedAt)),
                Map.entry("type_shard", text(IngestRequest.TYPE + "#" + Ids.shard(event.id()))),
                Map.entry("received_order", text(receivedAt + "#" + event.id())),
                Map.entry("source", text(event.source())),
                Map.entry("accepted_at", number(now.toEpochMilli())),
                Map.entry("payload_hash", text(Ids.payloadHash(event.payload()))),
                Map.entry("event", text(Json.write(event.toJson()))),
                Map.entry("deliveries", text(Json.write(deliveries))),
                Map.entry("expires_at", number(now.plus(RETENTION).getEpochSecond())));
    }

    private static void tell(Taken event, String source, int sent, Telemetry telemetry) {
        boolean duplicate = event.duplicate();
        boolean filtered = !duplicate && sent == 0;
        ObjectNode line = Json.object();
        line.put("event_id", event.id()).put("type", IngestRequest.TYPE).put("source", source);
        line.put("duplicate", duplicate);
        if (event.payloadDiffers()) {
            line.put("payload_differs", true);
        }
        line.put("deliveries", sent);
        if (filtered) {
            line.putArray("dropped").addObject().put("pipeline", PIPELINE).put("reason", "filtered");
        }
        telemetry.log("INFO", "event.accepted", line);
        telemetry.count("EventsAccepted", duplicate ? 0 : 1);
        telemetry.count("EventsDuplicate", duplicate ? 1 : 0);
        telemetry.count("EventsPayloadDiffers", event.payloadDiffers() ? 1 : 0);
        telemetry.count("EventsFiltered", filtered ? 1 : 0);
    }
}
