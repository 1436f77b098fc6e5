package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.event.PayloadHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commit record: an event that stands here is accepted, and all its deliveries are queued. Thread-safe. */
public interface EventStore {
    /**
     * What is needed of an event to know it again.
     *
     * @param acceptedAt by our clock, whatever the event's {@code timestamp} says
     * @param payload empty for an event that was accepted before hashes were kept
     */
    record Row(Instant acceptedAt, Optional<PayloadHash> payload) {
        public Row {
            requireNonNull(acceptedAt, "acceptedAt is null");
            requireNonNull(payload, "payload is null");
        }
    }

    /**
     * Those of the events that stand here. Sees every append that returned before.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer for every id
     */
    Map<EventId, Row> find(Collection<EventId> ids);

    /**
     * Writes the events; each id at most once per call. Writing an id that stands here already replaces that row and
     * leaves one.
     *
     * @throws com.ingestlayer.UnavailableException when not all of them could be written; some may have been
     */
    void append(List<AcceptedEvent> events);
}
