package com.ingestlayer.access;

class InMemoryRateLimiterTest extends RateLimiterContract {
    private final RateLimiter limiter = new InMemoryRateLimiter(clock);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }
}
