package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.List;

/**
 * An accepted event together with the state of its deliveries.
 *
 * @param acceptedAt the time of acceptance by our clock
 * @param deliveries all deliveries that were queued for it; one that was not attempted yet is pending
 */
public record ArchivedEvent(Event event, Instant acceptedAt, List<DeliveryRecord> deliveries) {
    public ArchivedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        deliveries = List.copyOf(deliveries);
    }
}
