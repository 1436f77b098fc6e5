package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/**
 * What a sender is told of one event.
 *
 * @param duplicate whether an event with the same idempotency key was accepted before; the id is that event's then
 */
public record Receipt(EventId id, boolean duplicate) {
    public Receipt {
        requireNonNull(id, "id is null");
    }
}
