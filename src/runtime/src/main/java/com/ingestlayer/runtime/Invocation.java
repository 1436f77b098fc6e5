package com.ingestlayer.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.net.HttpURLConnection;
import java.util.Optional;

/** An event with its context, which Lambda passes in the response's headers and in the function's environment. */
final class Invocation implements Context {
    private final byte[] event;
    private final String requestId;
    private final String trace;
    private final long deadlineMillis;
    private final String functionArn;

    Invocation(HttpURLConnection answer, byte[] event) {
        this.event = event;
        requestId = answer.getHeaderField("Lambda-Runtime-Aws-Request-Id");
        trace = answer.getHeaderField("Lambda-Runtime-Trace-Id");
        deadlineMillis = answer.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0);
        functionArn = answer.getHeaderField("Lambda-Runtime-Invoked-Function-Arn");
    }

    byte[] event() {
        return event;
    }

    /** Returns the X-Ray header, or empty when tracing is off. */
    Optional<String> trace() {
        return Optional.ofNullable(trace);
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return functionArn;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, deadlineMillis - System.currentTimeMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.println(message);
            }

            @Override
            public void log(byte[] message) {
                System.out.writeBytes(message);
            }
        };
    }
}
