package com.ingestlayer;

/**
 * A table, queue or secret store did not answer, or answered that it cannot just now: it is throttled or out of order. Thrown
 * by every port's adapter; the caller answers "come back later" (503 at the ingress, another receive at the delivery) and
 * promises nothing. A call that would fail in the same way later throws {@link ServiceRefusalException} instead.
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
