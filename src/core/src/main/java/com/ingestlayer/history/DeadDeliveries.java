package com.ingestlayer.history;

import com.ingestlayer.Page;
import java.util.Optional;

/**
 * Finds the deliveries that finally failed, for an operator who repairs a destination and sends them again.
 * Thread-safe.
 */
public interface DeadDeliveries {
    /**
     * Returns the dead deliveries of a destination, with the newest last attempt first. Each one is in the state after
     * the last write that has returned. A delivery that died a moment ago may not be listed yet; one that is being
     * attempted again is no longer listed.
     *
     * @param after the position after which the page starts; any position is valid, also one outside the query's time
     *     range
     * @param limit the maximum number of items
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    Page<DeadDelivery, DeadPosition> list(DeadQuery query, Optional<DeadPosition> after, int limit);
}
