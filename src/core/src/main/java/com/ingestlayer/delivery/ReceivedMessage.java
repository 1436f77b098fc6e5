package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Trace;
import java.util.Optional;

/**
 * A message as the queue handed it out.
 *
 * @param receiveCount how often the queue has handed it out, including this time; starts at 1
 * @param trace the trace that travels with the message outside of its text
 */
public record ReceivedMessage(
        String messageId, String receiptHandle, int receiveCount, String text, Optional<Trace> trace) {
    public ReceivedMessage {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receiptHandle, "receiptHandle is null");
        requireNonNull(text, "text is null");
        requireNonNull(trace, "trace is null");
    }

    /** Creates a message without a trace. */
    public ReceivedMessage(String messageId, String receiptHandle, int receiveCount, String text) {
        this(messageId, receiptHandle, receiveCount, text, Optional.empty());
    }
}
