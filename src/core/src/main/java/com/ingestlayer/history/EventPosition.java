package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import java.time.Instant;

/**
 * Where an event stands in a list of its type.
 *
 * @param receivedAt in whole milliseconds, as events have it
 */
public record EventPosition(Instant receivedAt, EventId id) {
    public EventPosition {
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(id, "id is null");
    }

    public static EventPosition of(Event event) {
        return new EventPosition(event.receivedAt(), event.id());
    }
}
