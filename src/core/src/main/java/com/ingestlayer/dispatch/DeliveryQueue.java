package com.ingestlayer.dispatch;

import java.util.List;

/** Where deliveries wait for the delivery function. Thread-safe. */
public interface DeliveryQueue {
    /**
     * Queues every message, ten a call, and those calls in parallel. When it returns, all of them are queued; those that
     * were put off are not received before.
     *
     * @throws com.ingestlayer.UnavailableException when not all could be queued; some may have been
     */
    void send(List<DeliveryMessage> messages);
}
