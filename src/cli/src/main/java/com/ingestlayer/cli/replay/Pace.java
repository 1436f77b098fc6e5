package com.ingestlayer.cli.replay;

import java.util.concurrent.TimeUnit;

/** Keeps a run from being faster than it may be, on average. Not thread-safe. */
final class Pace {
    private final int perSecond;
    private final long start = System.nanoTime();
    private long count;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Counts these in, and waits until all that was done so far is no more than allowed. */
    void await(int more) {
        count += more;
        long due = start + count * TimeUnit.SECONDS.toNanos(1) / perSecond;
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
