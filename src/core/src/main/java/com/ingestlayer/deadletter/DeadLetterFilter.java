package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Selects dead letters: those that match every criterion that is given.
 *
 * @param destination {@code pipeline/destination}, or the name of a destination in any pipeline
 * @param error a part of the last attempt's error, compared without case
 * @param since the earliest last attempt, inclusive
 * @param until the end of the time range, exclusive
 * @param ids the ids of deliveries, events or messages; empty for any
 */
public record DeadLetterFilter(
        Optional<String> destination,
        Optional<String> error,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<String> ids) {
    /** Selects every message. */
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public DeadLetterFilter {
        requireNonNull(destination, "destination is null");
        requireNonNull(error, "error is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
        ids = Set.copyOf(ids);
    }

    public boolean takes(DeadLetterEntry entry) {
        return destination.map(name -> isTo(entry, name)).orElse(true)
                && error.map(text -> hasError(entry, text)).orElse(true)
                && since.map(start -> !entry.at().isBefore(start)).orElse(true)
                && until.map(end -> entry.at().isBefore(end)).orElse(true)
                && (ids.isEmpty() || isNamed(entry));
    }

    /** Returns whether the message itself is named by its id, which no other criterion can do by accident. */
    public boolean namesMessage(DeadLetterEntry entry) {
        return ids.contains(entry.letter().messageId());
    }

    private boolean isNamed(DeadLetterEntry entry) {
        return namesMessage(entry)
                || entry.message()
                        .filter(message -> ids.contains(message.deliveryId())
                                || ids.contains(message.key().eventId().value()))
                        .isPresent();
    }

    private static boolean isTo(DeadLetterEntry entry, String name) {
        return entry.message()
                .map(message -> message.key())
                .filter(key -> name.equals(name.contains("/") ? path(key) : key.destination()))
                .isPresent();
    }

    private static String path(DeliveryKey key) {
        return key.pipeline() + "/" + key.destination();
    }

    private static boolean hasError(DeadLetterEntry entry, String text) {
        return entry.lastAttempt()
                .flatMap(attempt -> attempt.error())
                .filter(error -> error.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
