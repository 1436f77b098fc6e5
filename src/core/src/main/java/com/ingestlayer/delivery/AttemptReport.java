package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Trace;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt, for operators to see.
 *
 * @param message what was sent; of its body nothing may be told
 * @param trace the event's, where there is one
 * @param endedAt when the attempt was over
 * @param receiveCount how often the queue had handed the message over
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

    /** The time since the event was accepted, by our clock, whatever its sender says of when it happened; not below 0. */
    public Duration sinceAccepted() {
        Duration since = Duration.between(message.enqueuedAt(), endedAt);
        return since.isNegative() ? Duration.ZERO : since;
    }
}
