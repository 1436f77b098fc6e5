package com.ingestlayer.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.request.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RateLimiter}. */
public abstract class RateLimiterContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    protected final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final String bucket = "bucket-" + BUCKETS.incrementAndGet();
    private final RateLimit limit = new RateLimit(10, 20);

    protected abstract RateLimiter limiter();

    private Optional<Duration> take(int events) {
        return limiter().take(bucket, limit, events);
    }

    @Test
    public void acceptsTheBurstAtOnceAndThenTheRate() {
        IntStream.range(0, 20).forEach(i -> assertThat(take(1)).isEmpty());
        assertThat(take(1)).hasValue(Duration.ofMillis(100));
        clock.advance(Duration.ofMillis(100));
        assertThat(take(1)).isEmpty();
        assertThat(take(1)).hasValue(Duration.ofMillis(100));
    }

    @Test
    public void theReportedWaitIsExactToTheMicrosecond() {
        assertThat(take(15)).isEmpty();
        Duration wait = take(12).orElseThrow();
        assertThat(wait).isEqualTo(Duration.ofMillis(700));
        clock.advance(wait.minusNanos(1_000));
        assertThat(take(12)).hasValue(Duration.ofNanos(1_000));
        clock.advance(Duration.ofNanos(1_000));
        assertThat(take(12)).isEmpty();
    }

    @Test
    public void aPauseNeverOverfillsTheBucket() {
        assertThat(take(20)).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(take(20)).isEmpty();
        assertThat(take(1)).isPresent();
    }

    @Test
    public void aRefusedRequestTakesNothing() {
        assertThat(take(15)).isEmpty();
        IntStream.range(0, 10).forEach(i -> assertThat(take(6)).isPresent());
        assertThat(take(5)).isEmpty();
    }

    @Test
    public void aRequestLargerThanTheBurstIsAcceptedFromAFullBucketAndOwedAfterwards() {
        assertThat(take(50)).isEmpty();
        assertThat(take(50)).hasValue(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(take(50)).isEmpty();
    }

    @Test
    public void bucketsAreIndependent() {
        assertThat(take(20)).isEmpty();
        assertThat(limiter().take(bucket + "-other", limit, 20)).isEmpty();
    }
}
