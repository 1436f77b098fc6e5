package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The retry strategy of every client: a call is retried after the failures that {@link CallFailures#passes} accepts,
 * with full jitter (AWS SDKs and Tools Reference Guide, "Retry behavior"). The SDK's standard strategy does not fit:
 * all calls share one quota of retries, it obeys a server's Retry-After however long it is, and it knows no deadline.
 * Thread-safe.
 */
final class Attempts implements RetryStrategy {
    /**
     * The deadline of the call that this thread is making. It is kept per thread because the SDK opens connections
     * without saying for which call.
     */
    private static final ThreadLocal<Long> DEADLINE = new ThreadLocal<>();

    private final Timeouts patience;

    /**
     * A call in progress.
     *
     * @param deadline as a value of {@link System#nanoTime()}
     * @param failures the failures of the attempts so far
     */
    private record Call(long deadline, List<Throwable> failures) implements RetryToken {
        Call after(Throwable failure) {
            List<Throwable> all = new ArrayList<>(failures);
            all.add(failure);
            return new Call(deadline, all);
        }
    }

    /** Holds the failures of the earlier attempts. It is added to the last failure as a suppressed exception. */
    static final class EarlierAttempts extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Throwable> failures;

        private EarlierAttempts(List<Throwable> failures) {
            super("earlier attempts failed", null, false, false);
            this.failures = failures;
        }

        List<Throwable> failures() {
            return failures;
        }
    }

    Attempts(Timeouts patience) {
        this.patience = requireNonNull(patience, "patience is null");
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        long deadline = System.nanoTime() + patience.whole().toNanos();
        DEADLINE.set(deadline);
        return AcquireInitialTokenResponse.create(new Call(deadline, List.of()), Duration.ZERO);
    }

    /**
     * Returns how long the current attempt of this thread may take: the configured limit, or what is left until the
     * deadline of the call if that is less.
     */
    static Duration timeOfAttempt(Timeouts patience) {
        long left = Math.max(1, DEADLINE.get() - System.nanoTime());
        return Duration.ofNanos(Math.min(left, patience.attempt().toNanos()));
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        Call call = (Call) request.token();
        Throwable failure = request.failure();
        int made = call.failures().size() + 1;
        long bound = patience.firstWait().toMillis() << (made - 1);
        Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
        boolean isTime = call.deadline() - System.nanoTime() > wait.toNanos();
        if (made >= patience.attempts() || !isTime || !CallFailures.passes(failure)) {
            if (!call.failures().isEmpty()) {
                failure.addSuppressed(new EarlierAttempts(call.failures()));
            }
            throw new TokenAcquisitionFailedException("no further attempt", call, failure);
        }
        return RefreshRetryTokenResponse.create(call.after(failure), wait);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return RecordSuccessResponse.create(request.token());
    }

    @Override
    public int maxAttempts() {
        return patience.attempts();
    }

    /** Keeps the SDK from adding its own retry conditions. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        throw new UnsupportedOperationException("attempts are not rebuilt");
    }
}
