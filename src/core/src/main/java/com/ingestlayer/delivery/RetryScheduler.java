package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;

/** Makes messages wait. Thread-safe. */
public interface RetryScheduler {
    /**
     * Hides a received message: it stays in the queue and in flight, and becomes visible for its next attempt. Its
     * receive count then goes up by one.
     *
     * @param receiptHandle the handle that SQS gave with the message
     * @param delay from 0 s (visible at once) to 12 h, the limit of SQS
     * @throws com.ingestlayer.UnavailableException if the queue does not answer; the message then comes back when its
     *     visibility timeout ends
     */
    void hide(String receiptHandle, Duration delay);

    /**
     * Sends a message to the queue in place of a received one. It is received at its {@link DeliveryMessage#notBefore},
     * or earlier on the way there if that is too far for one delay, and its receive count starts again. The caller
     * deletes the received message afterwards; if the process dies in between, two messages exist for one delivery.
     *
     * @throws com.ingestlayer.UnavailableException if the queue does not answer
     */
    void postpone(ReceivedMessage received, DeliveryMessage message);

    /**
     * Sends a message to the dead-letter queue, in the form of {@link DeliveryMessage#asDeadLetter}. The caller deletes
     * the received message afterwards; if the process dies in between, two messages exist for one delivery.
     *
     * @throws com.ingestlayer.UnavailableException if the queue does not answer
     */
    void bury(ReceivedMessage received, DeliveryMessage message);
}
