package com.ingestlayer.local;

/** Thrown when the stack cannot start with its settings; the message says what to change. */
public final class InvalidSettingsException extends Exception {
    public InvalidSettingsException(String message) {
        super(message);
    }
}
