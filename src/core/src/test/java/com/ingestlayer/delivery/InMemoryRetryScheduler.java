package com.ingestlayer.delivery;

import com.ingestlayer.Unavailability;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records which messages wait, and for how long. */
public final class InMemoryRetryScheduler implements RetryScheduler {
    public final Unavailability queue = new Unavailability();
    /** Only affects copies and dead letters. */
    public final Unavailability sends = new Unavailability();

    public final Map<String, Duration> hidden = new ConcurrentHashMap<>();
    public final List<DeliveryMessage> buried = new CopyOnWriteArrayList<>();
    public final List<DeliveryMessage> postponed = new CopyOnWriteArrayList<>();

    @Override
    public void hide(String receiptHandle, Duration delay) {
        queue.check("the queue");
        hidden.put(receiptHandle, delay);
    }

    @Override
    public void postpone(ReceivedMessage received, DeliveryMessage message) {
        queue.check("the queue");
        sends.check("the queue");
        postponed.add(message);
    }

    @Override
    public void bury(ReceivedMessage received, DeliveryMessage message) {
        queue.check("the queue");
        sends.check("the queue");
        buried.add(message.asDeadLetter());
    }
}
