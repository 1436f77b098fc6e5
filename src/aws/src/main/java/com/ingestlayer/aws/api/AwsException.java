package com.ingestlayer.aws.api;

/** A call that came to nothing: no answer, or ({@link AwsRefusedException}) a refusal. */
public class AwsException extends RuntimeException {
    public AwsException(String message, Throwable cause) {
        super(message, cause);
    }
}
