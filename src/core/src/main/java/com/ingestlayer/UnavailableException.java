package com.ingestlayer;

/**
 * Thrown by the adapter of every port if a table, queue or secret store did not answer, or answered that it cannot
 * right now because it is throttled or failing. The caller answers that the request should be repeated later (503 at
 * the ingress, another receive at the delivery function) and promises nothing. A call that would fail again in the same
 * way throws {@link ServiceRefusalException} instead.
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
