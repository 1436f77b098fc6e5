package com.ingestlayer;

import java.util.concurrent.atomic.AtomicBoolean;

/** A switch that makes an in-memory fake behave like a table or queue that cannot be reached or denies access. */
public final class Unavailability {
    private final AtomicBoolean on = new AtomicBoolean();
    private final AtomicBoolean refuses = new AtomicBoolean();

    public void set(boolean unavailable) {
        on.set(unavailable);
    }

    /** From now on every call is refused, as if a permission were missing. */
    public void refuse() {
        refuses.set(true);
    }

    public void check(String what) {
        if (refuses.get()) {
            throw new ServiceRefusalException(what, "dynamodb", "BatchGetItem", "AccessDeniedException", null);
        }
        if (on.get()) {
            throw new UnavailableException(what);
        }
    }
}
