package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Retries a call for as long as the current invocation has time. It is meant for a call that must succeed because
 * what was done before it cannot be undone. Only {@link UnavailableException} is retried; any other exception is
 * thrown immediately. Thread-safe.
 */
public final class TimedRetries {
    /** A call that hangs is aborted after this time, and the next attempt may be such a call. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(8);

    /** The time that is reserved for answering the invocation. */
    static final Duration RESERVE = Duration.ofSeconds(1);

    /** A table that is short of capacity gets more within seconds. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Supplier<Duration> timeLeft;
    private final Pause pause;

    /** Waits between two attempts. Tests replace it. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /** @param timeLeft the time until Lambda ends the current invocation */
    public TimedRetries(Supplier<Duration> timeLeft) {
        this(timeLeft, duration -> Thread.sleep(duration.toMillis()));
    }

    public TimedRetries(Supplier<Duration> timeLeft, Pause pause) {
        this.timeLeft = requireNonNull(timeLeft, "timeLeft is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /**
     * Makes the call, and retries it with full jitter while it throws {@link UnavailableException}. An attempt starts
     * only if there is time for one that hangs, or for one that takes as long as the longest so far.
     *
     * @throws UnavailableException the failure of the last attempt, with those of earlier attempts as suppressed
     * exceptions
     */
    public void run(Runnable call) {
        Duration longest = LONGEST_CALL;
        Duration bound = FIRST_PAUSE;
        UnavailableException before = null;
        while (true) {
            Duration left = timeLeft.get();
            try {
                call.run();
                return;
            } catch (UnavailableException e) {
                if (before != null) {
                    e.addSuppressed(before);
                }
                before = e;
                Duration now = timeLeft.get();
                longest = max(longest, left.minus(now));
                Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound.toMillis()) + 1);
                if (now.minus(wait).minus(longest).compareTo(RESERVE) < 0) {
                    throw e;
                }
                await(wait, e);
                bound = min(bound.multipliedBy(2), LONGEST_PAUSE);
            }
        }
    }

    private void await(Duration wait, UnavailableException failure) {
        try {
            pause.last(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
