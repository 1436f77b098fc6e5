package com.ingestlayer.ingress;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long the invocation under way may still take before Lambda ends it. Clocks that are set meanwhile do not matter. A process
 * has one invocation at a time. Thread-safe.
 */
@Singleton
final class TimeLeft implements Supplier<Duration> {
    private volatile long end = System.nanoTime();

    /** An invocation begins. */
    void begin(Duration left) {
        end = System.nanoTime() + left.toNanos();
    }

    @Override
    public Duration get() {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
