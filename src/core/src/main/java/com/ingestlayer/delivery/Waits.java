package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.dispatch.DeliveryMessage;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lets messages wait. A hidden message is in flight, and a standard queue has room for about 120,000 of those; beyond, long
 * polling returns nothing, without an error, and every delivery stands still (SQS Developer Guide, "Amazon SQS message
 * quotas"). So a message is hidden for a short wait only, and leaves flight for a longer one: a copy of it is sent, delayed,
 * and it is let go. Thread-safe.
 */
final class Waits {
    private static final Logger LOG = Logger.getLogger(Waits.class);

    private final RetryScheduler hider;
    private final Duration longestHidden;

    Waits(RetryScheduler hider, Duration longestHidden) {
        this.hider = requireNonNull(hider, "hider is null");
        this.longestHidden = requireNonNull(longestHidden, "longestHidden is null");
        if (longestHidden.isNegative() || longestHidden.compareTo(Deliverer.LONGEST_HIDDEN_WAIT) > 0) {
            throw new IllegalArgumentException("expected a wait from 0 s to "
                    + Deliverer.LONGEST_HIDDEN_WAIT.toSeconds() + " s: " + longestHidden);
        }
    }

    boolean isShort(Duration wait) {
        return wait.compareTo(longestHidden) <= 0;
    }

    /** How long a message waits that cannot leave flight. */
    Duration longestHidden() {
        return longestHidden;
    }

    /** Hides a message, for no longer than messages are hidden. Its id, because it stays in the queue. */
    Optional<String> hide(ReceivedMessage received, Duration wait) {
        Duration delay = isShort(wait) ? wait : longestHidden;
        try {
            hider.hide(received.receiptHandle(), delay);
        } catch (RuntimeException e) {
            // The message comes back when its visibility timeout ends: later than asked, but not lost.
            tell("message " + received.messageId() + " could not be hidden for " + delay.toSeconds() + " s", e);
        }
        return Optional.of(received.messageId());
    }

    /** Sends a message in the place of the received one; false when the queue did not take it. */
    boolean leaveFlight(ReceivedMessage received, DeliveryMessage waiting) {
        try {
            hider.postpone(received, waiting);
            return true;
        } catch (RuntimeException e) {
            tell("delivery " + waiting.deliveryId() + " stays in flight to wait", e);
            return false;
        }
    }

    /** Sends a message to the dead-letter queue; false when that did not take it. */
    boolean bury(ReceivedMessage received, DeliveryMessage message) {
        try {
            hider.bury(received, message);
            return true;
        } catch (RuntimeException e) {
            tell("delivery " + message.deliveryId() + " is no dead letter yet", e);
            return false;
        }
    }

    /** What a queue or table refuses is a fault of ours, which no waiting mends. */
    static void tell(String consequence, RuntimeException failure) {
        if (failure instanceof ServiceRefusalException) {
            LOG.errorf(failure, "%s: %s", consequence, failure.getMessage());
        } else {
            LOG.warnf("%s: %s", consequence, failure.getMessage());
        }
    }
}
