package com.ingestlayer.local;

/** The stack cannot start as it was asked to; the message says what to change. */
public final class InvalidSettingsException extends Exception {
    public InvalidSettingsException(String message) {
        super(message);
    }
}
