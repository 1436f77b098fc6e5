package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/**
 * What a sender is told of one event.
 *
 * @param duplicate whether an event with the same idempotency key was accepted before; the id is that event's then
 * @param payloadDiffers whether that event's payload is known to say something else; it is the one that counts
 */
public record Receipt(EventId id, boolean duplicate, boolean payloadDiffers) {
    public Receipt {
        requireNonNull(id, "id is null");
        if (payloadDiffers && !duplicate) {
            throw new IllegalArgumentException("only a duplicate's payload can differ");
        }
    }

    /** Of an event with a payload of its own, or with the one that it had before. */
    public Receipt(EventId id, boolean duplicate) {
        this(id, duplicate, false);
    }
}
