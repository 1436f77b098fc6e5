package com.ingestlayer.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.RateLimiter;
import com.ingestlayer.access.RateLimiterContract;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.request.RateLimit;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DynamoDbRateLimiterTest extends RateLimiterContract {
    private static final String TABLE = TestEngines.newName();
    private static final RateLimit LIMIT = new RateLimit(10, 20);

    static {
        TestEngines.dynamoDb().createTable(TableSchemas.state(TABLE));
    }

    private final RateLimiter limiter = new DynamoDbRateLimiter(TestEngines.dynamoDb(), TABLE, clock);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Test
    void aRequestTakesOneReadAndOneWriteAndARejectedOneNoWrite() {
        CallCounter counter = new CallCounter();
        RateLimiter counted = new DynamoDbRateLimiter(counter.around(TestEngines.dynamoDb()), TABLE, clock);
        counted.take("counted", LIMIT, 20);
        assertThat(counter.calls()).isEqualTo(Map.of("GetItem", 1, "UpdateItem", 1));
        counted.take("counted", LIMIT, 1);
        assertThat(counter.calls()).isEqualTo(Map.of("GetItem", 2, "UpdateItem", 1));
    }

    @Test
    void eightInstancesShareABucketAndKeepItsRateWithinTenPercent() {
        RateLimit limit = new RateLimit(100, 50);
        ExecutorService functions = Executors.newFixedThreadPool(8);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger requests = new AtomicInteger();
        try {
            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> {
                                        CallCounter counter = new CallCounter();
                                        RateLimiter own = new DynamoDbRateLimiter(
                                                counter.around(TestEngines.dynamoDb()), TABLE, Clock.systemUTC());
                                        long end = System.nanoTime()
                                                + Duration.ofSeconds(3).toNanos();
                                        while (System.nanoTime() < end) {
                                            requests.incrementAndGet();
                                            if (own.take("shared", limit, 1).isEmpty()) {
                                                taken.incrementAndGet();
                                            }
                                        }
                                        writes.addAndGet(counter.calls().get("UpdateItem"));
                                    },
                                    functions))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            functions.shutdown();
        }
        assertThat(taken.get()).isBetween((int) ((3 * 100 + 50) * 0.9), (int) ((3 * 100 + 50) * 1.1));
        assertThat(writes.get()).isLessThanOrEqualTo(requests.get());
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        RateLimiter unreachable =
                new DynamoDbRateLimiter(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), TABLE, clock);
        assertThatThrownBy(() -> unreachable.take("x", LIMIT, 1)).isInstanceOf(UnavailableException.class);
    }
}
