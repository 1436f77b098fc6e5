package com.ingestlayer;

import static java.util.Objects.requireNonNull;

/**
 * A table, queue or secret store answered that it does not do what it was asked for, and would answer the same to the next
 * try: a right that the role lacks, a table that is not there, a request that makes no sense. The fault is ours, never the
 * sender's, and waiting does not mend it: the ingress answers 500, the delivery keeps its message, and an operator is told.
 * The message names no values, so that it may be logged.
 */
public final class ServiceRefusalException extends RuntimeException {
    private final String what;
    private final String service;
    private final String operation;
    private final String code;

    /**
     * A refusal.
     *
     * @param what the table, queue or store, in words an operator knows, such as {@code "the Events table"}
     * @param service such as {@code dynamodb}
     * @param operation such as {@code GetItem}
     * @param code the service's own, such as {@code AccessDeniedException}
     * @param cause null where there is none
     */
    public ServiceRefusalException(String what, String service, String operation, String code, Throwable cause) {
        super(what + " refused " + operation + " with " + code, cause);
        this.what = what;
        this.service = requireNonNull(service, "service is null");
        this.operation = requireNonNull(operation, "operation is null");
        this.code = requireNonNull(code, "code is null");
    }

    /** The table, queue or store, in words an operator knows. */
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
