package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.time.Instant;

/**
 * Where a delivery stands among the dead ones of its destination.
 *
 * @param lastAttemptAt in whole milliseconds, as attempts have it
 */
public record DeadPosition(Instant lastAttemptAt, EventId eventId) {
    public DeadPosition {
        requireNonNull(lastAttemptAt, "lastAttemptAt is null");
        requireNonNull(eventId, "eventId is null");
    }

    public static DeadPosition of(DeadDelivery delivery) {
        return new DeadPosition(
                delivery.lastAttempt().at(), delivery.record().key().eventId());
    }
}
