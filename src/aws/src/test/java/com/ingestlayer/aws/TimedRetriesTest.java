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

    /** Is throttled so many times, and each time answers after a while. */
    private void throttled(int times, Duration after) {
        calls++;
        pass(after);
        if (calls <= times) {
            throw new UnavailableException("the Events table");
        }
    }

    @Test
    void aCallIsMadeUntilItSucceeds() {
        retries.run(() -> throttled(8, Duration.ofMillis(300)));
        assertThat(calls).isEqualTo(9);
    }

    @Test
    void theLastFailureComesWhileThereIsTimeToTellIt() {
        Throwable failure = catchThrowable(() -> retries.run(() -> throttled(1000, Duration.ofMillis(300))));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(calls).isGreaterThan(10);
        assertThat(left).isBetween(TimedRetries.LONGEST_CALL, TimedRetries.LONGEST_CALL.plusSeconds(4));
    }

    @Test
    void noAttemptIsBegunThatMayTakeTooLong() {
        Throwable failure = catchThrowable(() -> retries.run(() -> throttled(1000, Duration.ofSeconds(8))));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(calls).isEqualTo(3);
        assertThat(left).isGreaterThan(TimedRetries.RESERVE);
    }

    @Test
    void whereNoTimeIsLeftTheFirstFailureIsTold() {
        left = Duration.ZERO;
        assertThat(catchThrowable(() -> retries.run(() -> throttled(1, Duration.ZERO))))
                .isInstanceOf(UnavailableException.class)
                .hasNoSuppressedExceptions();
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aFaultOfOursIsNotTriedAgain() {
        Throwable failure = catchThrowable(() -> retries.run(() -> {
            calls++;
            throw new ServiceRefusalException("the Events table", "dynamodb", "BatchWriteItem", "AccessDenied", null);
        }));
        assertThat(failure).isInstanceOf(ServiceRefusalException.class);
        assertThat(calls).isEqualTo(1);
    }
}
