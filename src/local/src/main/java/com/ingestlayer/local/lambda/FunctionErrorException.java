package com.ingestlayer.local.lambda;

/** An invocation without an answer: the function threw, died, or did not end in time. */
public final class FunctionErrorException extends Exception {
    public FunctionErrorException(String message) {
        super(message);
    }
}
