package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of the dead-letter queue, as it was received.
 *
 * @param receiptHandle of this one receive; a later receive of the same message has another
 * @param text the message itself, whoever wrote it
 * @param sentAt when it was sent: to the dead-letter queue by the delivery function, or to the deliveries queue where SQS moved
 *     it; its retention counts from then
 * @param trace the X-Ray header that travels beside the text
 */
public record DeadLetter(String messageId, String receiptHandle, String text, Instant sentAt, Optional<String> trace) {
    public DeadLetter {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receiptHandle, "receiptHandle is null");
        requireNonNull(text, "text is null");
        requireNonNull(sentAt, "sentAt is null");
        requireNonNull(trace, "trace is null");
    }

    /** Without the text, which holds customers' data. */
    @Override
    public String toString() {
        return "DeadLetter[" + messageId + "]";
    }
}
