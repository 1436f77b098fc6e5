package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Trace;
import java.util.Optional;

/**
 * A message as the queue handed it over.
 *
 * @param receiveCount how often it was handed over so far, this time included; 1 for the first
 * @param trace the trace that travelled beside the text
 */
public record ReceivedMessage(
        String messageId, String receiptHandle, int receiveCount, String text, Optional<Trace> trace) {
    public ReceivedMessage {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receiptHandle, "receiptHandle is null");
        requireNonNull(text, "text is null");
        requireNonNull(trace, "trace is null");
    }

    /** A message without a trace. */
    public ReceivedMessage(String messageId, String receiptHandle, int receiveCount, String text) {
        this(messageId, receiptHandle, receiveCount, text, Optional.empty());
    }
}
