package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;

/** The one place that makes a message wait. Thread-safe. */
public interface RetryScheduler {
    /**
     * Hides a received message: it stays in the queue and in flight, unseen, until its next attempt, and is counted as
     * received once more then.
     *
     * @param receiptHandle what SQS gave with the message
     * @param delay 0 s (seen again at once) to 12 h, SQS's own bound
     * @throws com.ingestlayer.UnavailableException when the queue does not answer; the message then comes back when its
     *     visibility timeout ends
     */
    void hide(String receiptHandle, Duration delay);

    /**
     * Puts a message into the queue in the place of one that was received. It is received when its
     * {@link DeliveryMessage#notBefore} has come, or on the way there where that is too far for one delay, and its receives
     * are counted anew. Who received the other one lets it go afterwards; a process that dies in between leaves two of them,
     * which are one delivery.
     *
     * @throws com.ingestlayer.UnavailableException when the queue does not answer
     */
    void postpone(ReceivedMessage received, DeliveryMessage message);

    /**
     * Puts a message into the dead-letter queue, as {@link DeliveryMessage#asDeadLetter}. Who received it lets it go
     * afterwards; a process that dies in between leaves two of them, which are one delivery.
     *
     * @throws com.ingestlayer.UnavailableException when the queue does not answer
     */
    void bury(ReceivedMessage received, DeliveryMessage message);
}
