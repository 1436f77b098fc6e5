package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

/** A service answered that it does not do what it was asked for. */
public final class AwsRefusedException extends AwsException {
    private final String service;
    private final String operation;
    private final int status;
    private final String code;
    private final String reason;

    /**
     * A refusal. Its message leaves the reason out where that may quote the request, because messages are logged.
     *
     * @param service such as {@code dynamodb}
     * @param status of HTTP
     * @param code such as {@code AccessDeniedException}; empty when the answer had none
     * @param reason in the service's own words; may be empty
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

    /** Such as {@code dynamodb}. */
    public String service() {
        return service;
    }

    /** Such as {@code GetItem}. */
    public String operation() {
        return operation;
    }

    /** Whether the same request may succeed when it is sent again later. */
    public boolean passes() {
        return ErrorCodes.passes(status, code);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** In the service's own words; empty when it said nothing more. */
    public String reason() {
        return reason;
    }

    public boolean is(String other) {
        return code.equals(other);
    }
}
