package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The tries of one thing that is done again where a call did a part of it, or met another writer. What is thrown in the end
 * has the failures of the tries before as suppressed exceptions. For one thread.
 */
public final class Retries {
    private final String what;
    private final List<RuntimeException> failures = new ArrayList<>();

    /** @param what the table or queue, in words an operator knows */
    public Retries(String what) {
        this.what = requireNonNull(what, "what is null");
    }

    public boolean isFirst() {
        return failures.isEmpty();
    }

    /** Makes a call, whose failure ends the tries. */
    public <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            failures.forEach(e::addSuppressed);
            throw e;
        }
    }

    /**
     * Waits until the next try.
     *
     * @param reason what this try met; names no values
     * @throws UnavailableException when this was the last one
     */
    public void failed(String reason) {
        PartlyDoneException failure = new PartlyDoneException(reason);
        if (failures.size() + 1 == Backoff.TRIES) {
            UnavailableException unavailable = new UnavailableException(what, failure);
            failures.forEach(unavailable::addSuppressed);
            throw unavailable;
        }
        failures.add(failure);
        call(() -> {
            Backoff.await(failures.size(), what);
            return null;
        });
    }

    /** A call was answered, and did not do all it was asked for. */
    private static final class PartlyDoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PartlyDoneException(String message) {
            super(message);
        }
    }
}
