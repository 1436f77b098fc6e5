package com.ingestlayer.window;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** The result of a {@link Reservation}. */
public sealed interface Admission {
    /** The event has a place in the window that is open now. */
    record Now() implements Admission {}

    /** The event has a place in a window that opens later. */
    record Later(Instant from) implements Admission {
        public Later {
            requireNonNull(from, "from is null");
        }
    }

    /** All places of the window are taken by other events. */
    record Refused() implements Admission {}
}
