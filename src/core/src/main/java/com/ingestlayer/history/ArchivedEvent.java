package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.List;

/**
 * An accepted event with what became of it.
 *
 * @param acceptedAt by our clock
 * @param deliveries all that were queued for it, one that was not tried yet as pending
 */
public record ArchivedEvent(Event event, Instant acceptedAt, List<DeliveryRecord> deliveries) {
    public ArchivedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        deliveries = List.copyOf(deliveries);
    }
}
