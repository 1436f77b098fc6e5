package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt to deliver.
 *
 * @param number the number of the attempt, starting at 1
 * @param httpStatus the status of the response; empty if there was none
 * @param error why the attempt failed, for operators; empty if it succeeded
 * @param bodyExcerpt the first KiB of the response body; empty if there was none
 * @param replay the run that the attempt belongs to: 0 for the first, n for the nth replay
 */
public record Attempt(
        int number,
        Instant at,
        OptionalInt httpStatus,
        Duration took,
        Optional<String> error,
        Optional<String> bodyExcerpt,
        int replay) {
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("number is below 1: " + number);
        }
        requireNonNull(at, "at is null");
        requireNonNull(httpStatus, "httpStatus is null");
        requireNonNull(took, "took is null");
        requireNonNull(error, "error is null");
        requireNonNull(bodyExcerpt, "bodyExcerpt is null");
        if (replay < 0) {
            throw new IllegalArgumentException("replay is below 0: " + replay);
        }
    }

    /** Creates an attempt of the first run. */
    public Attempt(
            int number,
            Instant at,
            OptionalInt httpStatus,
            Duration took,
            Optional<String> error,
            Optional<String> bodyExcerpt) {
        this(number, at, httpStatus, took, error, bodyExcerpt, 0);
    }

    boolean succeeded() {
        return error.isEmpty();
    }

    Attempt withNumber(int other) {
        return new Attempt(other, at, httpStatus, took, error, bodyExcerpt, replay);
    }

    Attempt ofReplay(int run) {
        return new Attempt(number, at, httpStatus, took, error, bodyExcerpt, run);
    }
}
