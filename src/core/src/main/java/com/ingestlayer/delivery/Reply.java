package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** What came of one POST. */
public sealed interface Reply {
    /** Whether the receiver has taken the event. */
    default boolean isSuccess() {
        return false;
    }

    /** How long the receiver asks us to stay away. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Whether every further attempt would fail in the same way. */
    default boolean isPermanent() {
        return false;
    }

    /**
     * The receiver answered.
     *
     * @param bodyExcerpt the first KiB of the answer's body; empty when it had none
     */
    record Answered(int status, Optional<Duration> retryAfter, Optional<String> bodyExcerpt) implements Reply {
        public Answered {
            requireNonNull(retryAfter, "retryAfter is null");
            requireNonNull(bodyExcerpt, "bodyExcerpt is null");
        }

        @Override
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** No answer came, or the request was not sent. */
    record NotAnswered(String reason) implements Reply {
        public NotAnswered {
            requireNonNull(reason, "reason is null");
        }
    }

    /** Nothing was sent, and nothing ever can be: what the delivery needs is gone for good. */
    record Impossible(String reason) implements Reply {
        public Impossible {
            requireNonNull(reason, "reason is null");
        }

        @Override
        public boolean isPermanent() {
            return true;
        }
    }
}
