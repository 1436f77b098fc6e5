package com.ingestlayer.deadletter;

import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The dead-letter queue, and the way from it back to the deliveries queue. Every method throws
 * {@link com.ingestlayer.UnavailableException} when a queue does not answer. Thread-safe.
 */
public interface DeadLetterQueue {
    /**
     * How many messages there are, as the queue guesses it.
     *
     * @param visible those that a receive may give
     * @param hidden those that somebody has received, and that are neither deleted nor given back
     */
    record Counts(long visible, long hidden) {}

    Counts counts();

    /**
     * Takes some messages and hides them from others for a while. Waits up to a second for one; none may come although
     * there are some.
     */
    List<DeadLetter> receive(Duration hideFor);

    /**
     * Sends the letters' texts to the deliveries queue, each with its trace and in the group of its destination. When it
     * throws, some were sent.
     *
     * @param deliveries that of each message, by its id; a message that is not ours has none
     */
    void sendAgain(List<DeadLetter> letters, Map<String, DeliveryKey> deliveries);

    /** Deletes them for good. When it throws, some were deleted. */
    void delete(List<DeadLetter> letters);

    /** Shows messages to others at once, by their receipt handles. Those it fails for show when their time is over. */
    void giveBack(Collection<String> receiptHandles);
}
