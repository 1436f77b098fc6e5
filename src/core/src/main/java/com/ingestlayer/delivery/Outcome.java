package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a delivery's attempt leads to. */
public sealed interface Outcome {
    DeliveryStatus status();

    /** When the next attempt is due, for an attempt that ended now. */
    Optional<Instant> nextAttemptAt(Instant now);

    /** How long the delivery waits for its next attempt; empty when there is none. */
    Optional<Duration> untilNext();

    /** The receiver has it. */
    record Delivered() implements Outcome {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.DELIVERED;
        }

        @Override
        public Optional<Instant> nextAttemptAt(Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> untilNext() {
            return Optional.empty();
        }
    }

    /** It failed; the message waits for its next attempt. */
    record Again(Duration after) implements Outcome {
        public Again {
            requireNonNull(after, "after is null");
        }

        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.RETRYING;
        }

        @Override
        public Optional<Instant> nextAttemptAt(Instant now) {
            return Optional.of(now.plus(after));
        }

        @Override
        public Optional<Duration> untilNext() {
            return Optional.of(after);
        }
    }

    /** It failed for the last time, and its message goes to the dead-letter queue. */
    record Dead() implements Outcome {
        @Override
        public DeliveryStatus status() {
            return DeliveryStatus.DEAD;
        }

        @Override
        public Optional<Instant> nextAttemptAt(Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> untilNext() {
            return Optional.empty();
        }
    }
}
