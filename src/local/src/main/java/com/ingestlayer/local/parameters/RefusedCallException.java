package com.ingestlayer.local.parameters;

/** A call that Systems Manager refuses, with the error's name in its protocol. */
final class RefusedCallException extends Exception {
    private final String type;

    RefusedCallException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
