package com.ingestlayer.history;

import com.ingestlayer.Page;
import com.ingestlayer.event.EventId;
import com.ingestlayer.ingest.AcceptedEvent;
import java.util.Optional;

/**
 * Where accepted events are read. An event whose retention has passed is not there. Both methods throw
 * {@link com.ingestlayer.UnavailableException} when the table does not answer. Thread-safe.
 */
public interface EventHistory {
    /** The event with its deliveries, as the last write that returned left them. */
    Optional<ArchivedEvent> find(EventId id);

    /**
     * The events of a type, newest first by {@code received_at}, and those of one moment by id, the greatest first. One that was accepted a moment ago may not be in the list
     * yet.
     *
     * @param after where the page starts; any position, also one outside the query's times
     * @param limit how many at most
     */
    Page<AcceptedEvent, EventPosition> list(EventQuery query, Optional<EventPosition> after, int limit);
}
