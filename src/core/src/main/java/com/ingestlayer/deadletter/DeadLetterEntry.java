package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of the dead-letter queue and what is known of it.
 *
 * @param message what the letter says; empty when it is not ours ("poison")
 * @param poison why it is not ours, without quoting it; empty when it is
 * @param record of the delivery; empty when it was never tried, has expired, or the message is not ours
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

    /** When the last attempt was; where none is known, when the message was sent. */
    public Instant at() {
        return lastAttempt().map(Attempt::at).orElse(letter.sentAt());
    }
}
