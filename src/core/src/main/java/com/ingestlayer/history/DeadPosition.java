package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.time.Instant;

/**
 * The position of a delivery among the dead deliveries of its destination.
 *
 * @param lastAttemptAt the time of the last attempt, in whole milliseconds like all times of attempts
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
