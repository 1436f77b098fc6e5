package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The tries of one operation that is repeated when a call processed only a part of it, or when another writer
 * interfered. The exception that ends the tries has the failures of the earlier tries as suppressed exceptions. Not
 * thread-safe.
 */
public final class Retries {
    private final String what;
    private final List<RuntimeException> failures = new ArrayList<>();

    /** @param what the table or queue, in words that an operator knows */
    public Retries(String what) {
        this.what = requireNonNull(what, "what is null");
    }

    public boolean isFirst() {
        return failures.isEmpty();
    }

    /** Makes a call. A failure of the call ends the tries. */
    public <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            failures.forEach(e::addSuppressed);
            throw e;
        }
    }

    /**
     * Records that this try failed, and waits until the next one.
     *
     * @param reason why this try failed, without any values
     * @throws UnavailableException when this was the last try
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

    /** A call was answered, but did only a part of what it was asked to do. */
    private static final class PartlyDoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PartlyDoneException(String message) {
            super(message);
        }
    }
}
