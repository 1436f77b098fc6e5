package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.Json;
import java.time.Instant;

/**
 * One accepted event. The payload is never changed after the event is created.
 *
 * @param receivedAt when the event happened: the sender's {@code timestamp}, or else the time of arrival; whole
 *     milliseconds
 * @param source the source that the sender's key or URL belongs to, such as {@code sdk.event} or
 *     {@code webhook.in/shopify}, or an {@link AgentSource}; idempotency keys are scoped to it
 */
public record Event(EventId id, String type, Instant receivedAt, String source, ObjectNode payload) {
    public Event {
        requireNonNull(id, "id is null");
        requireNonNull(type, "type is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(source, "source is null");
        requireNonNull(payload, "payload is null");
    }

    /**
     * Returns {@code received_at} as it is stored and sent: ISO 8601, UTC, always with three fraction digits, so that
     * it sorts as text.
     */
    public String receivedAtText() {
        return Times.format(receivedAt);
    }

    /** Returns the event as it is stored and, by default, delivered. */
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
