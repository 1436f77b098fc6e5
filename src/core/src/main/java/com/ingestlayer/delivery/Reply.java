package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** The result of one POST. */
public sealed interface Reply {
    /** Returns whether the receiver has accepted the event. */
    default boolean isSuccess() {
        return false;
    }

    /** Returns how long the receiver asks us to wait. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Returns whether every further attempt would fail in the same way. */
    default boolean isPermanent() {
        return false;
    }

    /**
     * The receiver answered.
     *
     * @param bodyExcerpt the first KiB of the response body; empty if there was none
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

    /** There was no response, or the request was not sent. */
    record NotAnswered(String reason) implements Reply {
        public NotAnswered {
            requireNonNull(reason, "reason is null");
        }
    }

    /** Nothing was sent, and nothing ever can be, because something that the delivery needs is permanently gone. */
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
