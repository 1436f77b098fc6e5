package com.ingestlayer.local.lambda;

/** Thrown when an invocation has no response: the function threw, its process died, or it did not end in time. */
public final class FunctionErrorException extends Exception {
    public FunctionErrorException(String message) {
        super(message);
    }
}
