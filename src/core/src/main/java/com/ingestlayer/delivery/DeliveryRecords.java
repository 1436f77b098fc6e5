package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where attempts are written down, under the event they belong to. Thread-safe. */
public interface DeliveryRecords {
    /**
     * The records of those deliveries that were tried before. Sees every append that returned before. A hundred keys
     * cost one round trip.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer for every key
     */
    Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys);

    /**
     * Adds one attempt and sets what follows from it, in one write that happens only after exactly
     * {@code attempt.number() - 1} attempts. Of more than {@link DeliveryRecord#KEPT} the first one and the latest stay.
     *
     * @return false when another copy of the message got there first; nothing is written then
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    boolean append(DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt);
}
