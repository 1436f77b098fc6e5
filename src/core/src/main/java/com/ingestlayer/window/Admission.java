package com.ingestlayer.window;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What came of a claim. */
public sealed interface Admission {
    /** It has a place in the window that is open. */
    record Now() implements Admission {}

    /** It has a place in a window that opens later. */
    record Later(Instant from) implements Admission {
        public Later {
            requireNonNull(from, "from is null");
        }
    }

    /** All places of the window are taken by other events. */
    record Refused() implements Admission {}
}
