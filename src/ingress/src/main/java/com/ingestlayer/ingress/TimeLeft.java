package com.ingestlayer.ingress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The time until Lambda ends the current invocation. It does not depend on the system clock. A process handles one
 * invocation at a time. Thread-safe.
 */
@Singleton
final class TimeLeft implements Supplier<Duration> {
    private volatile long end = System.nanoTime();

    /** Begins an invocation. */
    void begin(Duration left) {
        end = System.nanoTime() + left.toNanos();
    }

    @Override
    public Duration get() {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
