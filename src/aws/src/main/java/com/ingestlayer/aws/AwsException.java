package com.ingestlayer.aws;

/**
 * A call of AWS failed: it was not answered or, in the case of {@link AwsRefusedException}, was refused. It replaces
 * the SDK's exception, which is never its cause, because the SDK's messages may quote the request and the response.
 */
public class AwsException extends RuntimeException {
    AwsException(String message, Throwable cause) {
        super(message, cause);
    }
}
