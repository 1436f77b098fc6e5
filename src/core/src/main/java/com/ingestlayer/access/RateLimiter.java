package com.ingestlayer.access;

import com.ingestlayer.request.RateLimit;
import java.time.Duration;
import java.util.Optional;

/** Counts what keys and sources send, over all functions that run at the same time. Thread-safe. */
public interface RateLimiter {
    /**
     * Takes a request's events from a bucket, all or none.
     *
     * @param bucket whose events they are
     * @param events at least 1
     * @return empty when they were taken, else how long until they would be, if nobody else takes any
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    Optional<Duration> take(String bucket, RateLimit limit, int events);
}
