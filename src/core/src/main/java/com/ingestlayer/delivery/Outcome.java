package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The consequence of a delivery attempt. */
public sealed interface Outcome {
    DeliveryStatus status();

    /** Returns the time of the next attempt, for an attempt that ended now. */
    Optional<Instant> nextAttemptAt(Instant now);

    /** Returns how long the delivery waits for its next attempt; empty if there is none. */
    Optional<Duration> untilNext();

    /** The receiver has accepted the event. */
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

    /** The attempt failed, and the message waits for the next one. */
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

    /** The last attempt failed, and the message goes to the dead-letter queue. */
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
