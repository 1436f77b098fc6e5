package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.Json;
import java.time.Instant;

/**
 * One accepted event.
 *
 * @param receivedAt when it happened: the sender's {@code timestamp}, else when it came in; whole milliseconds
 * @param source what the sender's key or URL belongs to, such as {@code sdk.event} or {@code webhook.in/shopify}, or an
 *     {@link AgentSource}; the scope of idempotency keys
 * @param payload never changed after the event is made
 */
public record Event(EventId id, String type, Instant receivedAt, String source, ObjectNode payload) {
    public Event {
        requireNonNull(id, "id is null");
        requireNonNull(type, "type is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(source, "source is null");
        requireNonNull(payload, "payload is null");
    }

    /** {@code received_at} as it is stored and sent: ISO 8601, UTC, always three digits of a second, so it sorts. */
    public String receivedAtText() {
        return Times.format(receivedAt);
    }

    /** The event as it is stored and, by default, delivered. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id.value());
        json.put("type", type);
        json.put("received_at", receivedAtText());
        json.put("source", source);
        json.set("payload", payload);
        return json;
    }
}
