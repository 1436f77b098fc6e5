package com.ingestlayer.dispatch;

/** A message in the deliveries queue that we did not write, or wrote in a form this version does not know. */
public final class MalformedMessageException extends Exception {
    public MalformedMessageException(String reason) {
        super(reason);
    }
}
