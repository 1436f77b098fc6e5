package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * A circuit breaker around the reads of one store. After {@link #FAILURES} calls in a row without an answer, further
 * calls fail immediately for {@link #PAUSE}, so that a store that hangs does not cost every request its longest wait.
 * Then a single call probes the store again. Only missing answers count: a store that refuses, throttles or finds
 * nothing has answered, and quickly. (Throttling of one key must not block the others.) Thread-safe.
 */
public final class StoreBreaker {
    public static final int FAILURES = 4;

    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(StoreBreaker.class);

    private final String what;
    private final Duration pause;
    private final Guard guard;

    /** @param what the table or store, in words that an operator knows */
    public StoreBreaker(String what) {
        this(what, PAUSE);
    }

    public StoreBreaker(String what, Duration pause) {
        this.what = requireNonNull(what, "what is null");
        this.pause = requireNonNull(pause, "pause is null");
        this.guard = Guard.create()
                .withDescription(what)
                .withCircuitBreaker()
                .requestVolumeThreshold(FAILURES)
                .failureRatio(1)
                .delay(pause.toMillis(), ChronoUnit.MILLIS)
                .when(StoreBreaker::isSilence)
                .onStateChange(this::tell)
                .done()
                .build();
    }

    /**
     * Makes the call, unless the circuit breaker is open.
     *
     * @throws UnavailableException when the call throws it, or when the circuit breaker is open
     */
    public <T> T call(Supplier<T> call, Class<T> type) {
        AtomicBoolean interrupted = new AtomicBoolean();
        try {
            return guard.get(
                    () -> {
                        try {
                            return call.get();
                        } finally {
                            interrupted.set(Thread.currentThread().isInterrupted());
                        }
                    },
                    type);
        } catch (CircuitBreakerOpenException e) {
            throw new UnavailableException(
                    what, new AwsException("it is not asked, because it did not answer " + FAILURES + " calls", null));
        } finally {
            if (interrupted.get()) {
                Thread.currentThread().interrupt(); // the guard clears the flag while it takes the result
            }
        }
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof UnavailableException && !(failure.getCause() instanceof AwsRefusedException);
    }

    private void tell(CircuitBreakerState state) {
        if (state == CircuitBreakerState.OPEN) {
            LOG.warnf("%s does not answer: it is not asked again for %d s", what, pause.toSeconds());
        } else if (state == CircuitBreakerState.CLOSED) {
            LOG.infof("%s answers again", what);
        }
    }
}
