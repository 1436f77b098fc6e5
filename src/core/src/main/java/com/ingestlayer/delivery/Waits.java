package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lets messages wait. A hidden message is in flight, and a standard queue allows about 120,000 messages in flight;
 * beyond that, long polling returns nothing, without an error, and all deliveries stop (SQS Developer Guide, "Amazon
 * SQS message quotas"). So a message is hidden only for a short wait. For a longer one it leaves the in-flight state: a
 * delayed copy is sent, and the message itself is deleted. Thread-safe.
 */
final class Waits {
    private static final Logger LOG = Logger.getLogger(Waits.class);

    private final RetryScheduler scheduler;
    private final Duration longestHidden;

    Waits(RetryScheduler scheduler, Duration longestHidden) {
        this.scheduler = requireNonNull(scheduler, "scheduler is null");
        this.longestHidden = requireNonNull(longestHidden, "longestHidden is null");
        if (longestHidden.isNegative() || longestHidden.compareTo(Deliverer.LONGEST_HIDDEN_WAIT) > 0) {
            throw new IllegalArgumentException("expected a wait from 0 s to "
                    + Deliverer.LONGEST_HIDDEN_WAIT.toSeconds() + " s: " + longestHidden);
        }
    }

    boolean isShort(Duration wait) {
        return wait.compareTo(longestHidden) <= 0;
    }

    /** Returns how long a message waits that cannot leave the in-flight state. */
    Duration longestHidden() {
        return longestHidden;
    }

    /**
     * Hides a message for the given time, but for no longer than the maximum. Returns its id, because the message stays
     * in the queue.
     */
    Optional<String> hide(ReceivedMessage received, Duration wait) {
        Duration delay = isShort(wait) ? wait : longestHidden;
        try {
            scheduler.hide(received.receiptHandle(), delay);
        } catch (RuntimeException e) {
            // The message comes back when its visibility timeout ends: later than asked, but not lost.
            tell("message " + received.messageId() + " could not be hidden for " + delay.toSeconds() + " s", e);
        }
        return Optional.of(received.messageId());
    }

    /** Sends a message in place of the received one; returns false if the queue did not take it. */
    boolean leaveFlight(ReceivedMessage received, DeliveryMessage waiting) {
        try {
            scheduler.postpone(received, waiting);
            return true;
        } catch (RuntimeException e) {
            tell("delivery " + waiting.deliveryId() + " stays in flight to wait", e);
            return false;
        }
    }

    /** Sends a message to the dead-letter queue; returns false if that queue did not take it. */
    boolean bury(ReceivedMessage received, DeliveryMessage message) {
        try {
            scheduler.bury(received, message);
            return true;
        } catch (RuntimeException e) {
            tell("delivery " + message.deliveryId() + " is no dead letter yet", e);
            return false;
        }
    }

    /**
     * Logs a failure. A refusal by a queue or table is a fault of ours that waiting does not solve, so it is an error.
     */
    static void tell(String consequence, RuntimeException failure) {
        if (failure instanceof ServiceRefusalException) {
            LOG.errorf(failure, "%s: %s", consequence, failure.getMessage());
        } else {
            LOG.warnf("%s: %s", consequence, failure.getMessage());
        }
    }
}
