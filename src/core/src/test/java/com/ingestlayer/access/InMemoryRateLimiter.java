package com.ingestlayer.access;

import com.ingestlayer.Unavailability;
import com.ingestlayer.request.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rate-limit buckets in a map. */
public final class InMemoryRateLimiter implements RateLimiter {
    public final Unavailability takes = new Unavailability();
    private final Map<String, Instant> fullAt = new HashMap<>();
    private final Clock clock;

    public InMemoryRateLimiter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Duration> take(String bucket, RateLimit limit, int events) {
        takes.check("the rate limiter");
        Instant now = clock.instant();
        Instant full = fullAt.getOrDefault(bucket, now);
        Duration wait = limit.wait(full, events, now);
        if (!wait.isNegative() && !wait.isZero()) {
            return Optional.of(wait);
        }
        fullAt.put(bucket, (full.isAfter(now) ? full : now).plus(limit.cost(events)));
        return Optional.empty();
    }
}
