package com.ingestlayer.aws;

import com.ingestlayer.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The retry policy for the part of a batch that DynamoDB or SQS did not process: up to {@link #TRIES} tries, with
 * full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"). The clients retry whole calls by themselves,
 * but not partly processed ones.
 */
final class Backoff {
    static final int TRIES = 6;

    private static final Duration FIRST = Duration.ofMillis(50);

    private Backoff() {}

    /**
     * Waits before the next try.
     *
     * @param failedTries the number of failed tries, 1 or more
     * @throws UnavailableException when the thread is interrupted
     */
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
