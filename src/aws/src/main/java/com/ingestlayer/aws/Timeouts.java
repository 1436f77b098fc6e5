package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a call of AWS may take.
 *
 * @param connect how long a connection may take to be made
 * @param attempt how long one attempt may take in all
 * @param whole after how long no further attempt begins, and no answer is waited for or read on
 * @param attempts in all
 * @param firstWait the bound on the wait before the second attempt; it doubles for each one after that
 */
public record Timeouts(Duration connect, Duration attempt, Duration whole, int attempts, Duration firstWait) {
    /** Far longer than DynamoDB and SQS take. */
    static final Duration OF_AN_ATTEMPT = Duration.ofSeconds(3);

    public Timeouts {
        requireNonNull(connect, "connect is null");
        requireNonNull(attempt, "attempt is null");
        requireNonNull(whole, "whole is null");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more: " + attempts);
        }
        requireNonNull(firstWait, "firstWait is null");
    }

    /** API Gateway waits 30 s for everything together, and the delivery function has as long. */
    static Timeouts ofFunctions(Duration attempt) {
        return new Timeouts(Duration.ofSeconds(2), attempt, Duration.ofSeconds(8), 3, Duration.ofMillis(100));
    }

    /** A single attempt, which may take all the time there is. */
    Timeouts once(Duration time) {
        return new Timeouts(connect, time, time, 1, firstWait);
    }
}
