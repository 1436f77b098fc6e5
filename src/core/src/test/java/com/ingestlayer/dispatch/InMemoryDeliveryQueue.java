package com.ingestlayer.dispatch;

import com.ingestlayer.Unavailability;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A delivery queue in a list. */
public final class InMemoryDeliveryQueue implements DeliveryQueue {
    public final Unavailability sends = new Unavailability();
    private final List<DeliveryMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public void send(List<DeliveryMessage> more) {
        sends.check("the queue");
        messages.addAll(more);
    }

    public List<DeliveryMessage> messages() {
        return List.copyOf(messages);
    }
}
