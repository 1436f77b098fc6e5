package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimedRetriesTest {
    private Duration left = Duration.ofSeconds(29);
    private int calls;
    private final TimedRetries retries = new TimedRetries(() -> left, this::pass);

    private void pass(Duration duration) {
        left = left.minus(duration);
    }

    /** A call that is throttled the given number of times, and takes the given time for each answer. */
    private void throttled(int times, Duration after) {
        calls++;
        pass(after);
        if (calls <= times) {
            throw new UnavailableException("the Events table");
        }
    }

    @Test
    void aCallIsRetriedUntilItSucceeds() {
        retries.run(() -> throttled(8, Duration.ofMillis(300)));
        assertThat(calls).isEqualTo(9);
    }

    @Test
    void theLastFailureIsThrownWhileThereIsTimeToAnswer() {
        Throwable failure = catchThrowable(() -> retries.run(() -> throttled(1000, Duration.ofMillis(300))));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(calls).isGreaterThan(10);
        assertThat(left).isBetween(TimedRetries.LONGEST_CALL, TimedRetries.LONGEST_CALL.plusSeconds(4));
    }

    @Test
    void noAttemptStartsThatMayTakeTooLong() {
        Throwable failure = catchThrowable(() -> retries.run(() -> throttled(1000, Duration.ofSeconds(8))));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(calls).isEqualTo(3);
        assertThat(left).isGreaterThan(TimedRetries.RESERVE);
    }

    @Test
    void withoutTimeTheFirstFailureIsThrown() {
        left = Duration.ZERO;
        assertThat(catchThrowable(() -> retries.run(() -> throttled(1, Duration.ZERO))))
                .isInstanceOf(UnavailableException.class)
                .hasNoSuppressedExceptions();
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aServiceRefusalIsNotRetried() {
        Throwable failure = catchThrowable(() -> retries.run(() -> {
            calls++;
            throw new ServiceRefusalException("the Events table", "dynamodb", "BatchWriteItem", "AccessDenied", null);
        }));
        assertThat(failure).isInstanceOf(ServiceRefusalException.class);
        assertThat(calls).isEqualTo(1);
    }
}
