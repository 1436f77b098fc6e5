package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/**
 * Ends a function that failed to start. It reports the cause itself, because what starts the function (AWS's runtime,
 * or Quarkus' native one) reports to Lambda only that the start failed, and leaves the cause to a stack trace.
 */
public final class FailedStart {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Telemetry telemetry;
    private final FunctionVariables variables;

    public FailedStart(Telemetry telemetry, FunctionVariables variables) {
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
        this.variables = requireNonNull(variables, "variables is null");
    }

    /**
     * Logs the cause as one line, reports it to Lambda as the result of the start, and ends the process. Lambda
     * starts another one for the next event. In a process that Lambda has not started, such as a test's, it returns
     * instead.
     *
     * @return the exception that the caller has to throw
     */
    public IllegalStateException end(Throwable failure) {
        Throwable cause = causeOf(failure);
        telemetry.failedStart(cause);
        variables.find("AWS_LAMBDA_RUNTIME_API").ifPresent(authority -> {
            report(authority, cause);
            // An orderly exit would wait for the very start that has failed.
            Runtime.getRuntime().halt(1);
        });
        return new IllegalStateException("the function did not start: " + cause.getMessage(), cause);
    }

    /**
     * Posts to the Runtime API's "initialization error" (AWS: "Using the Lambda runtime API for custom runtimes").
     *
     * @param authority the address of the Runtime API, as {@code host:port}
     */
    static void report(String authority, Throwable cause) {
        byte[] report = ((Fields) json -> {
                    json.writeStringField("errorType", cause.getClass().getName());
                    json.writeStringField("errorMessage", cause.getMessage());
                })
                .toLine();
        try {
            HttpURLConnection call =
                    (HttpURLConnection) URI.create("http://" + authority + "/2018-06-01/runtime/init/error")
                            .toURL()
                            .openConnection(Proxy.NO_PROXY);
            call.setConnectTimeout((int) PATIENCE.toMillis());
            call.setReadTimeout((int) PATIENCE.toMillis());
            call.setRequestMethod("POST");
            call.setRequestProperty("Content-Type", "application/json");
            call.setRequestProperty(
                    "Lambda-Runtime-Function-Error-Type",
                    "Runtime." + cause.getClass().getSimpleName());
            call.setDoOutput(true);
            try (OutputStream out = call.getOutputStream()) {
                out.write(report);
            }
            try (InputStream accepted = call.getInputStream()) {
                accepted.readAllBytes();
            }
        } catch (IOException e) {
            // Lambda then only learns that the process has ended. The cause is in the log.
        }
    }

    /** Unwraps the exceptions that CDI and Quarkus put around a failure, because their messages only name classes. */
    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && isWrapper(cause.getClass())) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapper(Class<?> type) {
        return type == RuntimeException.class
                || type == ExceptionInInitializerError.class
                || type.getName().startsWith("jakarta.enterprise.");
    }
}
