package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.event.PayloadHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the commit records: an event in the store is accepted, and all its deliveries are queued. Thread-safe. */
public interface EventStore {
    /**
     * The part of a stored event by which a repeat is recognized.
     *
     * @param acceptedAt the time of acceptance by our clock, whatever the event's {@code timestamp} says
     * @param payload the hash of the payload; empty for an event that was accepted before hashes were stored
     */
    record Row(Instant acceptedAt, Optional<PayloadHash> payload) {
        public Row {
            requireNonNull(acceptedAt, "acceptedAt is null");
            requireNonNull(payload, "payload is null");
        }
    }

    /**
     * Returns the rows of those events that are stored. Reads are consistent: every append that has returned is
     * visible.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer for every id
     */
    Map<EventId, Row> find(Collection<EventId> ids);

    /**
     * Writes the events. Each id may occur once per call. Writing an id that is already stored replaces its row.
     *
     * @throws com.ingestlayer.UnavailableException if not all events could be written; some may have been
     */
    void append(List<AcceptedEvent> events);
}
