package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One try to deliver.
 *
 * @param number 1 for the first
 * @param httpStatus empty when no answer came
 * @param error why it failed, in words for an operator; empty when it succeeded
 * @param bodyExcerpt the first KiB of the answer's body; empty when there was none
 */
public record Attempt(
        int number,
        Instant at,
        OptionalInt httpStatus,
        Duration took,
        Optional<String> error,
        Optional<String> bodyExcerpt) {
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("number is below 1: " + number);
        }
        requireNonNull(at, "at is null");
        requireNonNull(httpStatus, "httpStatus is null");
        requireNonNull(took, "took is null");
        requireNonNull(error, "error is null");
        requireNonNull(bodyExcerpt, "bodyExcerpt is null");
    }

    Attempt withNumber(int other) {
        return new Attempt(other, at, httpStatus, took, error, bodyExcerpt);
    }
}
