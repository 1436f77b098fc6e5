package com.ingestlayer.dispatch;

import java.util.Optional;

/** Stores the bodies that are too large for the queue. Thread-safe. */
public interface OversizedBodies {
    /**
     * Stores a body; a second call for the same delivery replaces it.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    void put(DeliveryKey key, String body);

    /**
     * Returns the body that was stored last; empty if there is none or its retention has expired.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    Optional<String> get(DeliveryKey key);
}
