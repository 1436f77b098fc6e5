package com.ingestlayer.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The text format of a {@link DeliveryMessage}: JSON that an operator can read in the dead-letter queue without knowing
 * the code. {@code v} is the version of the format; a reader refuses versions it does not know, so an older delivery
 * function never misreads the messages of a newer ingress. The text contains only characters that SQS accepts; other
 * characters of a message, such as U+FFFF in its body, are escaped and decoded unchanged.
 */
public final class DeliveryMessageCodec {
    private static final int VERSION = 2;

    /**
     * The version of messages that were queued before {@code target} replaced {@code url}; some may stay in a queue for
     * weeks.
     */
    private static final int VERSION_WITH_URL = 1;

    private DeliveryMessageCodec() {}

    /** Encodes the message with its body, or with a reference to the body if the message has none. */
    public static String encode(DeliveryMessage message) {
        DeliveryKey key = message.key();
        ObjectNode json = Json.object();
        json.put("v", VERSION);
        json.put("delivery_id", message.deliveryId());
        json.put("event_id", key.eventId().value());
        json.put("event_type", message.eventType());
        json.put("pipeline", key.pipeline());
        json.put("destination", key.destination());
        json.put("kind", message.target().kind());
        json.put("target", message.target().text());
        message.body()
                .ifPresentOrElse(
                        body -> json.put("body", body),
                        () -> json.put(
                                "body_ref", "Events table, items body#" + key.pipeline() + "#" + key.destination()));
        if (message.attempt() > 0) {
            json.put("attempt", message.attempt());
        }
        json.put("enqueued_at", message.enqueuedAt().toString());
        if (message.replay() > 0) {
            json.put("replay", message.replay());
        }
        message.notBefore().ifPresent(moment -> json.put("not_before", moment.toString()));
        return escaped(Json.write(json));
    }

    /**
     * Escapes the characters that SQS refuses. It accepts only the characters of XML 1.0: #x9, #xA, #xD, #x20 to
     * #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF (Amazon SQS API Reference, "SendMessage"). JSON escapes control
     * characters in any case; the rest are U+FFFE and U+FFFF, which only occur inside strings, where an escape means
     * the same.
     */
    private static String escaped(String json) {
        return json.indexOf('\ufffe') < 0 && json.indexOf('\uffff') < 0
                ? json
                : json.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff");
    }

    /** @throws MalformedMessageException if the text is not such a message; the reason never quotes the text */
    public static DeliveryMessage decode(String text) throws MalformedMessageException {
        JsonNode json;
        try {
            json = StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            throw new MalformedMessageException("not a JSON text");
        }
        if (!json.isObject()) {
            throw new MalformedMessageException("not a JSON object");
        }
        int version = json.path("v").asInt();
        if (version != VERSION && version != VERSION_WITH_URL) {
            throw new MalformedMessageException("field v: expected " + VERSION_WITH_URL + " or " + VERSION);
        }
        String eventId = text(json, "event_id");
        if (!EventId.isValid(eventId)) {
            throw new MalformedMessageException("field event_id: not an event id");
        }
        Optional<String> body = json.has("body_ref") ? Optional.empty() : Optional.of(text(json, "body"));
        return new DeliveryMessage(
                text(json, "delivery_id"),
                new DeliveryKey(new EventId(eventId), text(json, "pipeline"), text(json, "destination")),
                text(json, "event_type"),
                version == VERSION_WITH_URL
                        ? DeliveryTarget.ofUrl(text(json, "url"))
                        : new DeliveryTarget(text(json, "kind"), text(json, "target")),
                body,
                instant(json, "enqueued_at"),
                count(json, "replay"),
                count(json, "attempt"),
                json.has("not_before") ? Optional.of(instant(json, "not_before")) : Optional.empty(),
                version == VERSION_WITH_URL);
    }

    private static String text(JsonNode json, String field) throws MalformedMessageException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new MalformedMessageException("field " + field + ": expected a string");
        }
        return value.textValue();
    }

    /** Reads a number that is written only if it is not 0. */
    private static int count(JsonNode json, String field) throws MalformedMessageException {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw new MalformedMessageException("field " + field + ": expected a number from 1");
        }
        return value.intValue();
    }

    private static Instant instant(JsonNode json, String field) throws MalformedMessageException {
        try {
            return Instant.parse(text(json, field));
        } catch (DateTimeException e) {
            throw new MalformedMessageException("field " + field + ": expected an ISO 8601 time");
        }
    }
}
