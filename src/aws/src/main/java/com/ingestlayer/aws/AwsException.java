package com.ingestlayer.aws;

/**
 * A call of AWS that came to nothing: no answer, or ({@link AwsRefusedException}) a refusal. It stands for the SDK's own
 * exception, whose messages may quote the request and the answer, and so is never a part of it.
 */
public class AwsException extends RuntimeException {
    AwsException(String message, Throwable cause) {
        super(message, cause);
    }
}
