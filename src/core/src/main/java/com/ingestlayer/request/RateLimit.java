package com.ingestlayer.request;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate limit of a key or a source: a bucket of {@code burst} events that refills at {@code perSecond} events per
 * second. The only state of a bucket is the time when it is full again (the "theoretical arrival time" of GCRA, ITU-T
 * I.371).
 *
 * @param perSecond the sustained rate in events per second, at least 1
 * @param burst the number of events that may arrive at once after a pause, at least 1
 */
public record RateLimit(int perSecond, int burst) {
    public RateLimit {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("perSecond and burst must be at least 1: " + perSecond + ", " + burst);
        }
    }

    /** Returns how much later the bucket is full after these events are taken from it. */
    public Duration cost(long events) {
        return Duration.ofNanos(events * interval());
    }

    /**
     * Returns how far in the future the time when the bucket is full may lie for these events to be accepted. A request
     * with more events than the bucket holds is accepted if the bucket is full, and the bucket then owes the rest.
     */
    public Duration slack(int events) {
        return Duration.ofNanos((burst - Math.min(events, burst)) * interval());
    }

    /**
     * Returns how long until these events would be accepted, if nobody else takes any; zero or less if they are
     * accepted now.
     *
     * @param fullAt the time when the bucket is full again
     */
    public Duration wait(Instant fullAt, int events, Instant now) {
        return Duration.between(now, fullAt).minus(slack(events));
    }

    private long interval() {
        return 1_000_000_000L / perSecond;
    }
}
