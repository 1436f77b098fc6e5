package com.ingestlayer.delivery;

import java.time.Duration;

/** The one place that makes a message wait: it stays in the queue, unseen, until its next attempt. Thread-safe. */
public interface MessageHider {
    /**
     * Hides a received message.
     *
     * @param receiptHandle what SQS gave with the message
     * @param delay 0 s (seen again at once) to 12 h, SQS's own bound
     * @throws com.ingestlayer.UnavailableException when the queue does not answer; the message then comes back when its
     *     visibility timeout ends
     */
    void hide(String receiptHandle, Duration delay);
}
