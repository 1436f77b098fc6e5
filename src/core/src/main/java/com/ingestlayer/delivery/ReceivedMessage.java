package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

/**
 * A message as the queue handed it over.
 *
 * @param receiveCount how often it was handed over so far, this time included; 1 for the first
 */
public record ReceivedMessage(String messageId, String receiptHandle, int receiveCount, String text) {
    public ReceivedMessage {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receiptHandle, "receiptHandle is null");
        requireNonNull(text, "text is null");
    }
}
