package com.ingestlayer;

import java.util.concurrent.atomic.AtomicBoolean;

/** A switch that makes an in-memory fake answer as a table or queue does that cannot be reached. */
public final class Unavailability {
    private final AtomicBoolean on = new AtomicBoolean();

    public void set(boolean unavailable) {
        on.set(unavailable);
    }

    public void check(String what) {
        if (on.get()) {
            throw new UnavailableException(what);
        }
    }
}
