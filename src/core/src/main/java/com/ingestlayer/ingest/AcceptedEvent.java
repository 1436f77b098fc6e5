package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.List;

/**
 * An event as the event log keeps it.
 *
 * @param acceptedAt by our clock; decides what the idempotency window still covers
 * @param deliveries what was queued for it; empty when every pipeline filtered it out
 */
public record AcceptedEvent(Event event, Instant acceptedAt, List<DeliveryKey> deliveries) {
    public AcceptedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        deliveries = List.copyOf(deliveries);
    }
}
