package com.ingestlayer;

/**
 * A table, queue or secret store did not answer, or answered that it cannot just now: it is throttled or out of order. Thrown
 * by every port's adapter; the caller answers "come back later" (503 at the ingress, another receive at the delivery) and
 * promises nothing. What would be answered the same way later is a {@link ServiceRefusalException}.
 */
public final class UnavailableException extends RuntimeException {
    /** @param what the table, queue or store, in words an operator knows, such as {@code "the Events table"} */
    public UnavailableException(String what, Throwable cause) {
        super(what + " did not answer", cause);
    }

    public UnavailableException(String what) {
        super(what + " did not answer");
    }
}
