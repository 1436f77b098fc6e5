package com.ingestlayer.dispatch;

/**
 * Thrown for a message in the deliveries queue that we did not write, or wrote in a format that this version does not
 * know.
 */
public final class MalformedMessageException extends Exception {
    public MalformedMessageException(String reason) {
        super(reason);
    }
}
