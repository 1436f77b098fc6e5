package com.ingestlayer.replay;

import java.util.concurrent.TimeUnit;

/** Limits the average speed of a run, measured from the moment this object is created. Not thread-safe. */
final class Pace {
    private final int perSecond;
    private final long start = System.nanoTime();
    private long count;

    /** @param perSecond how many items per second the run may process; 1 or more */
    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Counts more items as processed, and sleeps until the average speed of the whole run is within the limit.
     *
     * @throws IllegalStateException when the thread is interrupted; its interrupt flag stays set
     */
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
