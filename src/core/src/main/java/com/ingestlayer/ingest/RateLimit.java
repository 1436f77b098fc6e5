package com.ingestlayer.ingest;

/**
 * How fast a key or a source may send.
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
}
