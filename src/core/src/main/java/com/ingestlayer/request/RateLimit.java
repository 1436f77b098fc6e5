package com.ingestlayer.request;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a key or a source may send: a bucket of {@code burst} events that fills again with {@code perSecond} events a
 * second. All that has to be kept of a bucket is when it is full again (the "theoretical arrival time" of GCRA, ITU-T
 * I.371).
 *
 * @param perSecond events a second over time; at least 1
 * @param burst events at once after a pause; at least 1
 */
public record RateLimit(int perSecond, int burst) {
    public RateLimit {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("perSecond and burst must be at least 1: " + perSecond + ", " + burst);
        }
    }

    /** How much later a bucket is full when these events are taken from it. */
    public Duration cost(long events) {
        return Duration.ofNanos(events * interval());
    }

    /**
     * How far away the moment when the bucket is full may be for these events still to be taken. A request with more events
     * than the bucket holds is taken from a full one, and the bucket owes the rest.
     */
    public Duration slack(int events) {
        return Duration.ofNanos((burst - Math.min(events, burst)) * interval());
    }

    /**
     * How long until these events would be taken, if nobody else takes any; zero or less when they can be taken now.
     *
     * @param fullAt when the bucket is full again
     */
    public Duration wait(Instant fullAt, int events, Instant now) {
        return Duration.between(now, fullAt).minus(slack(events));
    }

    private long interval() {
        return 1_000_000_000L / perSecond;
    }
}
