package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/**
 * The answer to a sender about one event.
 *
 * @param duplicate whether an event with the same idempotency key was accepted before; if so, the id is that event's
 * @param payloadDiffers whether the payload of that event is known to be different; the first payload is the one that
 *     counts
 */
public record Receipt(EventId id, boolean duplicate, boolean payloadDiffers) {
    public Receipt {
        requireNonNull(id, "id is null");
        if (payloadDiffers && !duplicate) {
            throw new IllegalArgumentException("only a duplicate's payload can differ");
        }
    }

    /** Creates the receipt of a new event, or of a duplicate with the same payload. */
    public Receipt(EventId id, boolean duplicate) {
        this(id, duplicate, false);
    }
}
