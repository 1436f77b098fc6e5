package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those that fit everything that is given.
 *
 * @param destination {@code pipeline/destination}, or a destination's name in whatever pipeline
 * @param error part of the last attempt's error, in capitals or not
 * @param since the earliest last attempt, itself included
 * @param until the end, itself not included
 * @param ids of deliveries, events or messages; empty for any
 */
public record DeadLetterFilter(
        Optional<String> destination,
        Optional<String> error,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<String> ids) {
    /** Every message. */
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public DeadLetterFilter {
        requireNonNull(destination, "destination is null");
        requireNonNull(error, "error is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
        ids = Set.copyOf(ids);
    }

    public boolean takes(DeadLetterEntry finding) {
        return destination.map(name -> isTo(finding, name)).orElse(true)
                && error.map(text -> hasError(finding, text)).orElse(true)
                && since.map(start -> !finding.at().isBefore(start)).orElse(true)
                && until.map(end -> finding.at().isBefore(end)).orElse(true)
                && (ids.isEmpty() || isNamed(finding));
    }

    /** Whether the message itself is named, which no filter does by chance. */
    public boolean namesMessage(DeadLetterEntry finding) {
        return ids.contains(finding.letter().messageId());
    }

    private boolean isNamed(DeadLetterEntry finding) {
        return namesMessage(finding)
                || finding.message()
                        .filter(message -> ids.contains(message.deliveryId())
                                || ids.contains(message.key().eventId().value()))
                        .isPresent();
    }

    private static boolean isTo(DeadLetterEntry finding, String name) {
        return finding.message()
                .map(message -> message.key())
                .filter(key -> name.equals(name.contains("/") ? path(key) : key.destination()))
                .isPresent();
    }

    private static String path(DeliveryKey key) {
        return key.pipeline() + "/" + key.destination();
    }

    private static boolean hasError(DeadLetterEntry finding, String text) {
        return finding.lastAttempt()
                .flatMap(attempt -> attempt.error())
                .filter(error -> error.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
