package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of the dead-letter queue, as it was received.
 *
 * @param receiptHandle the handle of this receive; a later receive of the same message has another one
 * @param text the text of the message, whoever wrote it
 * @param sentAt when the message was sent: to the dead-letter queue by the delivery function, or to the deliveries
 *     queue if SQS moved it; its retention counts from then
 * @param trace the X-Ray header that travels with the message outside of its text
 */
public record DeadLetter(String messageId, String receiptHandle, String text, Instant sentAt, Optional<String> trace) {
    public DeadLetter {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receiptHandle, "receiptHandle is null");
        requireNonNull(text, "text is null");
        requireNonNull(sentAt, "sentAt is null");
        requireNonNull(trace, "trace is null");
    }

    /** Omits the text, which contains customers' data. */
    @Override
    public String toString() {
        return "DeadLetter[" + messageId + "]";
    }
}
