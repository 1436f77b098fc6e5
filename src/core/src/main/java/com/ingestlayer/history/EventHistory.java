package com.ingestlayer.history;

import com.ingestlayer.Page;
import com.ingestlayer.event.EventId;
import com.ingestlayer.ingest.AcceptedEvent;
import java.util.Optional;

/**
 * Reads accepted events. An event whose retention has expired is not found. Both methods throw
 * {@link com.ingestlayer.UnavailableException} if the table does not answer. Thread-safe.
 */
public interface EventHistory {
    /** Returns the event with its deliveries, in the state after the last write that has returned. */
    Optional<ArchivedEvent> find(EventId id);

    /**
     * Returns the events of a type, newest first by {@code received_at}; events with the same time are sorted by id,
     * the greatest first. An event that was accepted a moment ago may not be listed yet.
     *
     * @param after the position after which the page starts; any position is valid, also one outside the query's time
     *     range
     * @param limit the maximum number of items
     */
    Page<AcceptedEvent, EventPosition> list(EventQuery query, Optional<EventPosition> after, int limit);
}
