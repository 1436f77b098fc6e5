package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what happens to a received message before anything is sent. A delivery is carried by one message at a time,
 * but a process that dies may leave two: the next message is always sent before the record is written, and the record
 * is written before the received message is deleted. So a record with a planned attempt proves that another message
 * waits for that attempt, and a record that says dead proves that a dead letter exists, each for the run of the last
 * attempt. Such repeats are deleted here. Every other message is delivered once more, under the same ids.
 */
enum Arrival {
    /** The message is to be attempted. If its attempts are used up and no record says so, it gets one last attempt. */
    DUE,
    /** The message is not due for longer than clocks may differ; it goes on waiting. */
    NOT_YET,
    /** This run of the delivery, or a later one, was delivered. */
    DELIVERED,
    /** Another message carries the delivery to its next attempt. */
    WAITS_ELSEWHERE,
    /** The attempts are used up, and the dead letter is in the queue. */
    DEAD;

    /**
     * How far the clocks of two processes may differ. A message whose delay has ended is due, even if a clock that is
     * slow by less than this says otherwise: the queue measures delays itself, so only the clocks can cause the
     * difference.
     */
    static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    static Arrival of(DeliveryMessage message, int receiveCount, Optional<DeliveryRecord> record, Instant now) {
        if (record.isPresent() && record.get().wasDeliveredIn(message.replay())) {
            return DELIVERED;
        }
        if (message.waitAt(now).compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            return NOT_YET;
        }
        // Older releases wrote the record first and let this very message wait, so the record proves nothing here.
        if (message.firstForm()) {
            return DUE;
        }
        if (record.isEmpty() || record.get().lastRun() != message.replay()) {
            return DUE;
        }
        Optional<Instant> next = record.get().nextAttemptAt();
        if (next.isPresent() && next.get().isAfter(now.plus(MAX_CLOCK_DIFFERENCE))) {
            return WAITS_ELSEWHERE;
        }
        // A receive is not always an attempt, because the receiver may have died first. So the message is dead only if
        // the record says so.
        boolean attemptsUsedUp = message.attempt() + receiveCount > RetryPolicy.MAX_ATTEMPTS;
        return attemptsUsedUp && record.get().status() == DeliveryStatus.DEAD ? DEAD : DUE;
    }
}
