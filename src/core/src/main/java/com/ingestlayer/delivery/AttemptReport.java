package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Trace;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A report of one attempt, for operators to see.
 *
 * @param message the message that was sent; its body must not be reported
 * @param trace the trace of the event, if there is one
 * @param endedAt the time at which the attempt ended
 * @param receiveCount how often the queue has handed the message out
 */
public record AttemptReport(
        DeliveryMessage message,
        Optional<Trace> trace,
        Attempt attempt,
        Outcome outcome,
        Instant endedAt,
        int receiveCount) {
    public AttemptReport {
        requireNonNull(message, "message is null");
        requireNonNull(trace, "trace is null");
        requireNonNull(attempt, "attempt is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(endedAt, "endedAt is null");
    }

    /**
     * Returns the time since the event was accepted, by our clock, whatever {@code timestamp} its sender gave; never
     * negative.
     */
    public Duration sinceAccepted() {
        Duration since = Duration.between(message.enqueuedAt(), endedAt);
        return since.isNegative() ? Duration.ZERO : since;
    }
}
