package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of the dead-letter queue and what is known about it.
 *
 * @param message the decoded message; empty if it is not one of ours ("poison")
 * @param poison why the message is not one of ours, without quoting it; empty if it is one
 * @param record the record of the delivery; empty if it was never attempted, has expired, or the message is not one of
 *     ours
 */
public record DeadLetterEntry(
        DeadLetter letter,
        Optional<DeliveryMessage> message,
        Optional<String> poison,
        Optional<DeliveryRecord> record) {
    public DeadLetterEntry {
        requireNonNull(letter, "letter is null");
        requireNonNull(message, "message is null");
        requireNonNull(poison, "poison is null");
        requireNonNull(record, "record is null");
    }

    public boolean isPoison() {
        return message.isEmpty();
    }

    public Optional<Attempt> lastAttempt() {
        return record.filter(known -> !known.attempts().isEmpty())
                .map(known -> known.attempts().get(known.attempts().size() - 1));
    }

    /** Returns the time of the last attempt, or the time when the message was sent if no attempt is known. */
    public Instant at() {
        return lastAttempt().map(Attempt::at).orElse(letter.sentAt());
    }
}
