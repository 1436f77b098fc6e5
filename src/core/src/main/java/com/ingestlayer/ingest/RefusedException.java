package com.ingestlayer.ingest;

import com.ingestlayer.event.Violation;
import java.util.List;

/** A request that is not taken, with all that its sender needs to mend it. Nothing of it was stored or queued. */
public final class RefusedException extends Exception {
    /** Why, in one word for programs. */
    public enum Reason {
        INVALID_JSON,
        INVALID_EVENT,
        UNAUTHORIZED,
        FORBIDDEN,
        TOO_LARGE
    }

    private final Reason reason;
    private final transient List<Violation> details;

    public RefusedException(Reason reason, String message, List<Violation> details) {
        super(message, null, false, false); // an answer, not a fault: no stack trace
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong where; empty when the message says it all. */
    public List<Violation> details() {
        return details;
    }
}
