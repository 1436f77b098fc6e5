package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The time limits and the number of attempts of a call to AWS.
 *
 * @param connect the limit for opening a connection
 * @param attempt the limit for one attempt, connecting included
 * @param whole the limit for the whole call: after it, no attempt starts and no response is awaited or read on
 * @param attempts the largest number of attempts, 1 or more
 * @param firstWait the bound of the wait before the second attempt; it doubles with every further attempt
 */
public record Timeouts(Duration connect, Duration attempt, Duration whole, int attempts, Duration firstWait) {
    /** The default limit of one attempt, far longer than DynamoDB and SQS take. */
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

    /**
     * Returns the limits of the functions. API Gateway waits 30 s for everything together, and the delivery function
     * has as long.
     */
    static Timeouts ofFunctions(Duration attempt) {
        return new Timeouts(Duration.ofSeconds(2), attempt, Duration.ofSeconds(8), 3, Duration.ofMillis(100));
    }

    /** Returns the limits of a call without retries, whose only attempt may take all of the time. */
    Timeouts once(Duration time) {
        return new Timeouts(connect, time, time, 1, firstWait);
    }
}
