package com.ingestlayer.access;

import com.ingestlayer.request.RateLimit;
import java.time.Duration;
import java.util.Optional;

/** Counts the events of keys and sources across all functions that run at the same time. Thread-safe. */
public interface RateLimiter {
    /**
     * Takes the events of a request from a bucket, all of them or none.
     *
     * @param bucket the bucket of the sender
     * @param events the number of events, at least 1
     * @return empty if the events were taken; otherwise how long until they would be, if nobody else takes any
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    Optional<Duration> take(String bucket, RateLimit limit, int events);
}
