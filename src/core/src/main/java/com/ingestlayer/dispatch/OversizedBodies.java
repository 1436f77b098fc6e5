package com.ingestlayer.dispatch;

import java.util.Optional;

/** Where bodies wait that are too large for the queue. Thread-safe. */
public interface OversizedBodies {
    /**
     * Keeps a body; a second call for the same delivery replaces it.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    void put(DeliveryKey key, String body);

    /**
     * The body that was put last; empty when there is none, or its retention has passed.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    Optional<String> get(DeliveryKey key);
}
