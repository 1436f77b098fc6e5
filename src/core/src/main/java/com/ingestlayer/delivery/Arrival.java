package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a message that has arrived, before anything is sent. A delivery is carried by one message at a time, but a
 * process that dies leaves two: the carrier is always sent before the record is written, and the record before the message
 * that was received is let go. So a record that plans a next attempt is proof that a message waits for it, and one that says
 * dead is proof of a dead letter, each for the run of its last attempt. Such repeats are let go here; every other one is
 * delivered once more, under the same ids.
 */
enum Arrival {
    /** It is to be tried; for a last time more where its attempts are used up and nobody has recorded that. */
    DUE,
    /** It is not due for longer than clocks may differ, and goes on waiting. */
    NOT_YET,
    /** Its run, or a later one, was delivered. */
    DELIVERED,
    /** Another message carries the delivery to its next attempt. */
    WAITS_ELSEWHERE,
    /** Its attempts are used up, and its dead letter is in the queue. */
    DEAD;

    /**
     * By how much the clocks of two processes may differ. A message whose delay has ended is due, though a clock that is
     * slow by less than this says otherwise; a queue counts delays itself, so only clocks can make the difference.
     */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    static Arrival of(DeliveryMessage message, int receiveCount, Optional<DeliveryRecord> record, Instant now) {
        if (record.isPresent() && record.get().wasDeliveredIn(message.replay())) {
            return DELIVERED;
        }
        if (message.waitAt(now).compareTo(CLOCKS_DIFFER) > 0) {
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
        if (next.isPresent() && next.get().isAfter(now.plus(CLOCKS_DIFFER))) {
            return WAITS_ELSEWHERE;
        }
        // A receive is not always an attempt: whoever received it may have died first. So a last word is waited for.
        boolean isSpent = message.attempt() + receiveCount > RetryPolicy.MAX_ATTEMPTS;
        return isSpent && record.get().status() == DeliveryStatus.DEAD ? DEAD : DUE;
    }
}
