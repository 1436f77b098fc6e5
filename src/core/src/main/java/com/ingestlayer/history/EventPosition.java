package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import java.time.Instant;

/**
 * The position of an event in a list of its type.
 *
 * @param receivedAt the {@code received_at} of the event, in whole milliseconds like all times of events
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
