package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Stores attempts under the event they belong to. Thread-safe. */
public interface DeliveryRecords {
    /**
     * Returns the records of those deliveries that have been attempted. Reads are consistent: every append that has
     * returned is visible. A hundred keys cost one round trip.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer for every key
     */
    Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys);

    /**
     * Adds one attempt and updates the status, in one conditional write that succeeds only after exactly
     * {@code attempt.number() - 1} attempts. Beyond {@link DeliveryRecord#KEPT} attempts, the first one and the latest
     * are kept.
     *
     * @return false if another copy of the message was faster; nothing is written then
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    boolean append(DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt);
}
