package com.ingestlayer.dispatch;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/** Identifies one delivery: of an event, by a pipeline, to a destination. */
public record DeliveryKey(EventId eventId, String pipeline, String destination) {
    public DeliveryKey {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
    }
}
