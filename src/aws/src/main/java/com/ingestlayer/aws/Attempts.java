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
 * When a call is made again: after what {@link CallFailures#passes} says, with full jitter (AWS SDKs and Tools Reference Guide,
 * "Retry behavior"). The SDK's standard strategy has a quota of retries that all calls share, takes over a server's Retry-After
 * however long it is, and knows no deadline, so that none of the three would be ours to promise. Thread-safe.
 */
final class Attempts implements RetryStrategy {
    /** When this thread's call must end. It is kept by thread because the SDK opens connections without naming the call. */
    private static final ThreadLocal<Long> DEADLINE = new ThreadLocal<>();

    private final Timeouts patience;

    /**
     * A call under way.
     *
     * @param deadline by {@link System#nanoTime()}
     * @param failures of the attempts so far
     */
    private record Call(long deadline, List<Throwable> failures) implements RetryToken {
        Call after(Throwable failure) {
            List<Throwable> all = new ArrayList<>(failures);
            all.add(failure);
            return new Call(deadline, all);
        }
    }

    /** Holds the failures of the earlier attempts; it is added to the last failure as a suppressed exception. */
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

    /** How long this thread's attempt may wait: the usual time, or what its call has left if that is shorter. */
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

    /** The SDK adds nothing of its own. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        throw new UnsupportedOperationException("attempts are not rebuilt");
    }
}
