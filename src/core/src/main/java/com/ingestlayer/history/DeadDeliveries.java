package com.ingestlayer.history;

import com.ingestlayer.Page;
import java.util.Optional;

/**
 * Finds the deliveries that failed for the last time, for an operator who mends a destination and sends them again.
 * Thread-safe.
 */
public interface DeadDeliveries {
    /**
     * The dead deliveries of a destination, newest last attempt first. Each is told as the last write that returned left
     * it; one that died a moment ago may not be in the list yet, and one that is tried again is in it no longer.
     *
     * @param after where the page starts; any position, also one outside the query's times
     * @param limit how many at most
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    Page<DeadDelivery, DeadPosition> list(DeadQuery query, Optional<DeadPosition> after, int limit);
}
