package com.ingestlayer;

import static java.util.Objects.requireNonNull;

/**
 * Thrown if a table, queue or secret store refused a request and would refuse it again: the role lacks a permission, a
 * table does not exist, or the request is invalid. The fault is ours, never the sender's, and waiting does not solve
 * it: the ingress answers 500, the delivery function keeps its message, and an operator is alerted. The message
 * contains no values, so it may be logged.
 */
public final class ServiceRefusalException extends RuntimeException {
    private final String what;
    private final String service;
    private final String operation;
    private final String code;

    /**
     * Creates an exception.
     *
     * @param what the table, queue or store, in words an operator knows, such as {@code "the Events table"}
     * @param service the service, such as {@code dynamodb}
     * @param operation the operation, such as {@code GetItem}
     * @param code the service's error code, such as {@code AccessDeniedException}
     * @param cause the cause; null if there is none
     */
    public ServiceRefusalException(String what, String service, String operation, String code, Throwable cause) {
        super(what + " refused " + operation + " with " + code, cause);
        this.what = what;
        this.service = requireNonNull(service, "service is null");
        this.operation = requireNonNull(operation, "operation is null");
        this.code = requireNonNull(code, "code is null");
    }

    /** Returns the table, queue or store, in words an operator knows. */
    public String what() {
        return what;
    }

    public String service() {
        return service;
    }

    public String operation() {
        return operation;
    }

    public String code() {
        return code;
    }
}
