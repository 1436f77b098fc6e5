package com.ingestlayer.aws;

import com.ingestlayer.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after what waits, the part of a batch that DynamoDB or SQS did not take is sent again: up to
 * {@link #TRIES} times, with full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"). The client retries whole
 * calls by itself; it knows nothing of half-taken ones.
 */
final class Backoff {
    static final int TRIES = 6;

    private static final Duration FIRST = Duration.ofMillis(50);

    private Backoff() {}

    /** @param failedTries 1 after the first */
    static void await(int failedTries, String what) {
        long bound = FIRST.toMillis() << (failedTries - 1);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(bound) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(what, e);
        }
    }
}
