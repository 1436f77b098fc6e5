package com.ingestlayer.deadletter;

import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The dead-letter queue, and the way from it back to the deliveries queue. Every method throws
 * {@link com.ingestlayer.UnavailableException} if a queue does not answer. Thread-safe.
 */
public interface DeadLetterQueue {
    /**
     * The approximate number of messages, as the queue reports it.
     *
     * @param visible the messages that can be received
     * @param hidden the messages that someone has received and neither deleted nor released
     */
    record Counts(long visible, long hidden) {}

    Counts counts();

    /**
     * Receives some messages and hides them from others for a while. Waits up to a second for one; the result may be
     * empty although the queue is not.
     */
    List<DeadLetter> receive(Duration hideFor);

    /**
     * Sends the texts of the letters to the deliveries queue, each with its trace and in the message group of its
     * destination. If it throws, some may have been sent.
     *
     * @param deliveries the delivery of each message, by message id; a message that is not one of ours has none
     */
    void sendAgain(List<DeadLetter> letters, Map<String, DeliveryKey> deliveries);

    /** Deletes the messages permanently. If it throws, some may have been deleted. */
    void delete(List<DeadLetter> letters);

    /**
     * Makes messages visible to others at once, by their receipt handles. Messages for which that fails become visible
     * when their hiding time ends.
     */
    void giveBack(Collection<String> receiptHandles);
}
