package com.ingestlayer.window;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.time.Duration;

/**
 * The request of an event for a place in the window of a counter.
 *
 * @param slot the name of the counter; it contains hashes of payload values, never the values
 * @param max the number of places in a window, from 1 to {@link #MOST_PLACES}
 * @param delays whether an event that finds no place gets one in the next window with room; otherwise it is refused
 */
public record Reservation(String slot, EventId event, int max, Duration window, boolean delays) {
    /**
     * The maximum number of places in a window. A counter remembers who holds its places, and the size and write cost
     * of DynamoDB items are bounded.
     */
    public static final int MOST_PLACES = 1_000;

    public Reservation {
        requireNonNull(slot, "slot is null");
        requireNonNull(event, "event is null");
        requireNonNull(window, "window is null");
        if (max < 1 || max > MOST_PLACES) {
            throw new IllegalArgumentException("max must be 1 to " + MOST_PLACES + ": " + max);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be longer than 0: " + window);
        }
    }
}
