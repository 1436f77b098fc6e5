package com.ingestlayer.dispatch;

import java.util.List;

/** The queue in which deliveries wait for the delivery function. Thread-safe. */
public interface DeliveryQueue {
    /**
     * Queues all messages, ten per call, with the calls in parallel. When it returns, all of them are queued. Delayed
     * messages are not received before their time.
     *
     * @throws com.ingestlayer.UnavailableException if not all could be queued; some may have been
     */
    void send(List<DeliveryMessage> messages);
}
