package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

/** A service answered a call with an error. */
public final class AwsRefusedException extends AwsException {
    private final String service;
    private final String operation;
    private final int status;
    private final String code;
    private final String reason;

    /**
     * Creates the exception. Its message omits the reason where that may quote the request, because messages are
     * logged.
     *
     * @param service the service, such as {@code dynamodb}
     * @param status the HTTP status
     * @param code the error code, such as {@code AccessDeniedException}; empty when the response had none
     * @param reason the service's own message; may be empty
     */
    AwsRefusedException(String service, String operation, int status, String code, String reason) {
        super(
                service + " refused " + operation + " with " + status + (code.isEmpty() ? "" : " " + code)
                        + (reason.isEmpty() || ErrorCodes.quotesTheRequest(code) ? "" : ": " + reason),
                null);
        this.service = requireNonNull(service, "service is null");
        this.operation = requireNonNull(operation, "operation is null");
        this.status = status;
        this.code = requireNonNull(code, "code is null");
        this.reason = requireNonNull(reason, "reason is null");
    }

    /** Returns the service, such as {@code dynamodb}. */
    public String service() {
        return service;
    }

    /** Returns the operation, such as {@code GetItem}. */
    public String operation() {
        return operation;
    }

    /** Returns whether the same request may succeed later. */
    public boolean passes() {
        return ErrorCodes.passes(status, code);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Returns the service's own message, or an empty string when there was none. */
    public String reason() {
        return reason;
    }

    public boolean is(String other) {
        return code.equals(other);
    }
}
