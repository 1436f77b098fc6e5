package com.ingestlayer.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as its sender wrote it, with its form checked.
 *
 * @param timestamp when the event happened, if the sender says so
 */
public record IncomingEvent(
        String type, ObjectNode payload, Optional<String> idempotencyKey, Optional<Instant> timestamp) {
    public IncomingEvent {
        requireNonNull(type, "type is null");
        requireNonNull(payload, "payload is null");
        requireNonNull(idempotencyKey, "idempotencyKey is null");
        requireNonNull(timestamp, "timestamp is null");
    }
}
