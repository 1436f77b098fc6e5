package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An event as the event store keeps it.
 *
 * @param acceptedAt the time of acceptance by our clock; it decides whether the idempotency window still covers the
 *     event
 * @param deliveries the deliveries that were queued for the event; empty if every pipeline dropped it
 * @param targets where each delivery goes, for human readers; deliveries that an older release wrote are missing
 */
public record AcceptedEvent(
        Event event, Instant acceptedAt, List<DeliveryKey> deliveries, Map<DeliveryKey, DeliveryTarget> targets) {
    public AcceptedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        deliveries = List.copyOf(deliveries);
        targets = Map.copyOf(targets);
    }

    /** Creates an event whose delivery targets are not known. */
    public AcceptedEvent(Event event, Instant acceptedAt, List<DeliveryKey> deliveries) {
        this(event, acceptedAt, deliveries, Map.of());
    }
}
