package com.ingestlayer.ingest;

import com.ingestlayer.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The commit record: an event that stands here is accepted, and all its deliveries are queued. Thread-safe. */
public interface EventLog {
    /**
     * When those of the events that stand here were accepted (by our clock, whatever their {@code timestamp} says). Sees
     * every append that returned before.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer for every id
     */
    Map<EventId, Instant> acceptedAt(Collection<EventId> ids);

    /**
     * Writes the events; each id at most once per call. Writing an id that stands here already replaces that row and
     * leaves one.
     *
     * @throws com.ingestlayer.UnavailableException when not all of them could be written; some may have been
     */
    void append(List<AcceptedEvent> events);
}
