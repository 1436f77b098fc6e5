package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An event as the event log keeps it.
 *
 * @param acceptedAt by our clock; decides what the idempotency window still covers
 * @param deliveries what was queued for it; empty when every pipeline filtered it out
 * @param targets where each of them goes, for people to read; without those that an older release wrote
 */
public record AcceptedEvent(
        Event event, Instant acceptedAt, List<DeliveryKey> deliveries, Map<DeliveryKey, DeliveryTarget> targets) {
    public AcceptedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        deliveries = List.copyOf(deliveries);
        targets = Map.copyOf(targets);
    }

    /** An event of which it is not known where its deliveries go. */
    public AcceptedEvent(Event event, Instant acceptedAt, List<DeliveryKey> deliveries) {
        this(event, acceptedAt, deliveries, Map.of());
    }
}
