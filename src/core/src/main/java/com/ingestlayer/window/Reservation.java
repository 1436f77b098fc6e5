package com.ingestlayer.window;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.time.Duration;

/**
 * An event's wish for a place in a slot.
 *
 * @param slot names the slot; holds no payload, only hashes of it
 * @param max places in a window, 1 to {@link #MOST_PLACES}
 * @param delays whether one that finds no place in this window is put into the next one that has one; else it is refused
 */
public record Reservation(String slot, EventId event, int max, Duration window, boolean delays) {
    /** A slot remembers who has its places, and DynamoDB's items and write costs are bounded. */
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
