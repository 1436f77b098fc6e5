package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the events of a request. It accepts all or none, and reports every mistake. */
final class IngestRequest {
    static final String TYPE = "feature.used";

    private static final int MAX_BODY_BYTES = 5 * 1024 * 1024;
    private static final int MAX_EVENT_BYTES = 256 * 1024;
    private static final int MAX_EVENTS = 500;
    private static final int MAX_DETAILS = 100;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> EVENT_FIELDS = List.of("type", "payload", "idempotencyKey", "timestamp");
    private static final List<String> DECLARED = List.of("count", "feature", "plan", "user_id");
    private static final List<String> REQUIRED = List.of("feature", "user_id");

    private final ArrayNode details = Json.MAPPER.createArrayNode();
    private int mistakes;

    /** An event as it was sent. The key and the timestamp are null if the sender gave none. */
    record Incoming(ObjectNode payload, String key, Instant timestamp) {}

    /** @param request an API Gateway event, payload format 2.0 */
    static List<Incoming> read(JsonNode request) throws Refused {
        String body = body(request);
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            ArrayNode details = Json.MAPPER.createArrayNode();
            details.addObject().put("path", "$").put("message", "not valid JSON: " + e.getOriginalMessage());
            throw new Refused(400, "invalid_json", "The body could not be read as JSON.", details);
        }
        List<Incoming> events = new IngestRequest().events(root);
        if (body.length() > MAX_EVENT_BYTES) { // no payload is longer than the body
            for (Incoming event : events) {
                if (Json.write(event.payload()).getBytes(UTF_8).length > MAX_EVENT_BYTES) {
                    throw new Refused(413, "too_large", "An event is too large.");
                }
            }
        }
        return events;
    }

    private static String body(JsonNode request) throws Refused {
        String body = request.path("body").asText("");
        if (request.path("isBase64Encoded").asBoolean()) {
            body = new String(Base64.getDecoder().decode(body), UTF_8);
        }
        if (body.length() > MAX_BODY_BYTES / 3 && body.getBytes(UTF_8).length > MAX_BODY_BYTES) {
            throw new Refused(413, "too_large", "The body is too large.");
        }
        String contentType = request.path("headers").path("content-type").asText("application/json");
        if (!contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refused(415, "unsupported_media_type", "Send Content-Type: application/json.");
        }
        return body;
    }

    private List<Incoming> events(JsonNode root) throws Refused {
        List<Incoming> events = new ArrayList<>();
        JsonNode batch = root.path("events");
        if (!root.isObject()) {
            wrong("$", "expected {\"events\": [ … ]} or one event object");
        } else if (batch.isMissingNode()) {
            events.add(event(root, "$"));
        } else {
            root.fieldNames().forEachRemaining(name -> {
                if (!name.equals("events")) {
                    wrong(child("$", name), "unknown field beside \"events\"");
                }
            });
            if (!batch.isArray()) {
                wrong("$.events", "expected an array of events");
            } else if (batch.isEmpty() || batch.size() > MAX_EVENTS) {
                wrong("$.events", "expected 1 to " + MAX_EVENTS + " events, found " + batch.size());
            } else {
                for (int i = 0; i < batch.size(); i++) {
                    events.add(event(batch.get(i), "$.events[" + i + "]"));
                }
            }
        }
        if (mistakes > 0) {
            String all =
                    "Nothing was accepted: " + mistakes + (mistakes == 1 ? " thing is" : " things are") + " wrong.";
            String rest = mistakes > MAX_DETAILS ? " The first " + MAX_DETAILS + " are listed." : "";
            throw new Refused(400, "invalid_event", all + rest, details);
        }
        return events;
    }

    private Incoming event(JsonNode event, String path) {
        if (!(event instanceof ObjectNode)) {
            wrong(path, "expected an event object with type and payload");
            return null;
        }
        event.fieldNames().forEachRemaining(name -> {
            if (!EVENT_FIELDS.contains(name)) {
                wrong(child(path, name), "unknown field; expected one of " + String.join(", ", EVENT_FIELDS));
            }
        });
        JsonNode type = event.path("type");
        JsonNode payload = event.path("payload");
        if (!type.isTextual()) {
            wrong(path + ".type", type.isMissingNode() ? "required field is missing" : "expected a string");
        } else if (!type.textValue().equals(TYPE)) {
            wrong(path + ".type", "this type is not declared, and only declared ones are taken");
        }
        if (!payload.isObject()) {
            wrong(path + ".payload", payload.isMissingNode() ? "required field is missing" : "expected an object");
        }
        JsonNode key = event.path("idempotencyKey");
        String text = key.asText();
        if (!key.isMissingNode() && (!key.isTextual() || text.isEmpty() || text.length() > 255)) {
            wrong(path + ".idempotencyKey", "expected a string of 1 to 255 characters");
        }
        Instant timestamp = timestamp(event.path("timestamp"), path + ".timestamp");
        if (payload instanceof ObjectNode fields && TYPE.equals(type.textValue())) {
            check(fields, path + ".payload");
            return new Incoming(fields, key.textValue(), timestamp);
        }
        return null;
    }

    private Instant timestamp(JsonNode timestamp, String path) {
        if (timestamp.isMissingNode()) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(timestamp.isTextual() ? timestamp.textValue() : "")
                    .toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                wrong(path, "expected a time from 1970 to 9999");
            }
            return at;
        } catch (DateTimeException e) {
            wrong(path, "expected an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z");
            return null;
        }
    }

    private void check(ObjectNode payload, String path) {
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean isNumber = name.equals("count");
            if (!DECLARED.contains(name)) {
                wrong(child(path, name), "field is not declared; expected one of " + String.join(", ", DECLARED));
            } else if (value.isNull()) {
                if (REQUIRED.contains(name)) {
                    wrong(child(path, name), "must not be null");
                }
            } else if (isNumber ? !value.isNumber() : !value.isTextual()) {
                String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
                wrong(child(path, name), "expected " + (isNumber ? "number" : "string") + ", found " + found);
            }
        }
        for (String name : REQUIRED) {
            if (!payload.has(name)) {
                wrong(child(path, name), "required field is missing");
            }
        }
    }

    private static String child(String path, String name) {
        return PLAIN_NAME.matcher(name).matches() ? path + "." + name : path + "['" + name + "']";
    }

    private void wrong(String path, String message) {
        mistakes++;
        if (details.size() < MAX_DETAILS) {
            details.addObject().put("path", path).put("message", message);
        }
    }
}
