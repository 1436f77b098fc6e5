package com.ingestlayer.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.EventType;
import com.ingestlayer.event.Unknown;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.EventRules;
import com.ingestlayer.request.IncomingEvent;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import com.ingestlayer.yaml.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code POST /v1/ingest}: {@code {"events": […]}} with 1 to {@link #MAX_EVENTS} events, or one event
 * by itself. A batch is accepted as a whole or not at all, and all its mistakes are reported together.
 */
final class IngestRequest {
    static final int MAX_EVENTS = 500;

    private static final List<String> EVENT_FIELDS = List.of("type", "payload", "idempotencyKey", "timestamp");

    private final Declarations declarations;
    private final boolean mayHoldLarge;
    private final Violations violations = EventRules.violations();

    private IngestRequest(Declarations declarations, boolean mayHoldLarge) {
        this.declarations = declarations;
        this.mayHoldLarge = mayHoldLarge;
    }

    /** @throws RefusedException with all mistakes, up to the limit of {@link Violations} */
    static List<IncomingEvent> read(String body, Declarations declarations) throws RefusedException {
        return new IngestRequest(declarations, EventRules.mayHoldLarge(body)).read(EventRules.parse(body));
    }

    private List<IncomingEvent> read(JsonNode root) throws RefusedException {
        List<IncomingEvent> events = new ArrayList<>();
        if (!root.isObject()) {
            wrong(JsonPath.ROOT, "expected {\"events\": [ … ]} or one event object");
        } else if (root.has("events")) {
            readBatch(root, events);
        } else {
            readEvent(root, JsonPath.ROOT).ifPresent(events::add);
        }
        violations.refuseIfAny();
        return events;
    }

    private void readBatch(JsonNode root, List<IncomingEvent> events) throws RefusedException {
        JsonPath path = JsonPath.ROOT.child("events");
        JsonNode batch = root.get("events");
        root.fieldNames().forEachRemaining(name -> {
            if (!name.equals("events")) {
                wrong(JsonPath.ROOT.child(name), "unknown field beside \"events\"");
            }
        });
        if (!batch.isArray()) {
            wrong(path, "expected an array of events");
        } else if (batch.isEmpty() || batch.size() > MAX_EVENTS) {
            wrong(path, "expected 1 to " + MAX_EVENTS + " events, found " + batch.size());
        } else {
            for (int i = 0; i < batch.size(); i++) {
                readEvent(batch.get(i), path.child(i)).ifPresent(events::add);
            }
        }
    }

    private Optional<IncomingEvent> readEvent(JsonNode json, JsonPath path) throws RefusedException {
        if (!json.isObject()) {
            wrong(path, "expected an event object with type and payload");
            return Optional.empty();
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!EVENT_FIELDS.contains(name)) {
                wrong(path.child(name), "unknown field" + Names.instead(name, EVENT_FIELDS));
            }
        });
        Optional<String> type = type(json.path("type"), path.child("type"));
        Optional<ObjectNode> payload = payload(json.path("payload"), path.child("payload"));
        Optional<String> key = idempotencyKey(json.path("idempotencyKey"), path.child("idempotencyKey"));
        Optional<Instant> timestamp = timestamp(json.path("timestamp"), path.child("timestamp"));
        if (type.isEmpty() || payload.isEmpty()) {
            return Optional.empty();
        }
        declarations.whatIsWrongWith(type.get()).ifPresent(reason -> wrong(path.child("type"), reason));
        declarations
                .of(type.get())
                .ifPresent(
                        declared -> declared.check(payload.get(), path.child("payload"), Unknown.REJECT, violations));
        return Optional.of(new IncomingEvent(type.get(), payload.get(), key, timestamp));
    }

    private Optional<String> type(JsonNode json, JsonPath path) {
        if (!json.isTextual()) {
            wrong(path, json.isMissingNode() ? "required field is missing" : "expected a string");
            return Optional.empty();
        }
        Optional<String> wrong = EventType.whatIsWrongWith(json.textValue());
        wrong.ifPresent(reason -> wrong(path, reason));
        return wrong.isEmpty() ? Optional.of(json.textValue()) : Optional.empty();
    }

    private Optional<ObjectNode> payload(JsonNode json, JsonPath path) throws RefusedException {
        if (!(json instanceof ObjectNode payload)) {
            wrong(path, json.isMissingNode() ? "required field is missing" : "expected an object");
            return Optional.empty();
        }
        if (mayHoldLarge) {
            EventRules.refuseLarge(payload, path);
        }
        return Optional.of(payload);
    }

    private Optional<String> idempotencyKey(JsonNode json, JsonPath path) {
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        if (!json.isTextual() || !EventRules.isKey(json.textValue())) {
            wrong(path, "expected a string of 1 to " + EventRules.MAX_KEY_LENGTH + " characters");
            return Optional.empty();
        }
        return Optional.of(json.textValue());
    }

    private Optional<Instant> timestamp(JsonNode json, JsonPath path) {
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Instant> timestamp = Times.parse(json.isTextual() ? json.textValue() : "");
        if (timestamp.isEmpty()) {
            wrong(path, "expected " + Times.EXPECTED);
        } else if (!Times.isInRange(timestamp.get())) {
            wrong(path, "expected a time from 1970 to 9999");
        }
        return timestamp;
    }

    private void wrong(JsonPath path, String message) {
        violations.add(path, message);
    }
}
