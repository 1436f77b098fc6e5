package com.ingestlayer.aws;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.Attempts.EarlierAttempts;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Translates the SDK's exceptions into the exceptions of core. Stateless. */
public final class CallFailures {
    private CallFailures() {}

    /**
     * Returns an {@link UnavailableException} when the same call may succeed later, and a {@link
     * ServiceRefusalException} otherwise.
     *
     * @param what the table, queue or store, in words that an operator knows
     * @param service the service, such as {@code dynamodb}
     */
    public static RuntimeException of(String what, String service, AwsRequest request, SdkException failure) {
        AwsException told = told(service, operationOf(request), failure);
        if (told instanceof AwsRefusedException refused && !refused.passes()) {
            String code = refused.code().isEmpty() ? "HTTP " + refused.status() : refused.code();
            return new ServiceRefusalException(what, service, refused.operation(), code, refused);
        }
        return new UnavailableException(what, told);
    }

    private static String operationOf(AwsRequest request) {
        String name = request.getClass().getSimpleName();
        return name.substring(0, name.length() - "Request".length());
    }

    /**
     * Returns the failure without anything that must not be logged, with the failures of earlier attempts as
     * suppressed exceptions.
     */
    private static AwsException told(String service, String operation, Throwable failure) {
        AwsException told = failure instanceof SdkServiceException refusal
                ? new AwsRefusedException(service, operation, refusal.statusCode(), codeOf(refusal), reasonOf(refusal))
                : unanswered(service, operation, failure);
        Stream.of(failure.getSuppressed())
                .filter(EarlierAttempts.class::isInstance)
                .flatMap(earlier -> ((EarlierAttempts) earlier).failures().stream())
                .forEach(earlier -> told.addSuppressed(told(service, operation, earlier)));
        return told;
    }

    private static AwsException unanswered(String service, String operation, Throwable failure) {
        Optional<IOException> broken = broken(failure);
        String reason = broken.map(Throwable::getMessage).orElseGet(() -> reasonOf(failure));
        return new AwsException(service + " did not answer " + operation + ": " + reason, broken.orElse(null));
    }

    private static String reasonOf(Throwable failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof AbortedException) {
            return "the wait for it was interrupted";
        }
        return isUnreadable(failure) ? "its answer could not be read" : String.valueOf(failure.getMessage());
    }

    /** Returns whether the same call may succeed when it is retried. */
    static boolean passes(Throwable failure) {
        if (failure instanceof SdkServiceException refusal) {
            return ErrorCodes.passes(refusal.statusCode(), codeOf(refusal));
        }
        if (failure instanceof ApiCallTimeoutException || failure instanceof AbortedException) {
            return false;
        }
        return failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof RetryableException
                || isUnreadable(failure)
                || broken(failure).isPresent();
    }

    /** Returns the connection error behind a failure, or empty when the connection did not fail. */
    public static Optional<IOException> broken(Throwable failure) {
        return causes(failure)
                .filter(IOException.class::isInstance)
                .map(IOException.class::cast)
                .filter(cause -> cause.getClass().getName().startsWith("java"))
                .findFirst();
    }

    /**
     * Returns whether the failure is a response that could not be parsed. The SDK's message quotes such a response,
     * so it must not be logged.
     */
    public static boolean isUnreadable(Throwable failure) {
        return broken(failure).isEmpty()
                && (String.valueOf(failure.getMessage()).startsWith("Unable to unmarshall response")
                        || causes(failure).anyMatch(cause -> cause.getClass()
                                .getName()
                                .startsWith("software.amazon.awssdk.thirdparty.jackson")));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }

    /** Returns the error code, or an empty string when the response had none or something else in its place. */
    public static String codeOf(SdkServiceException refusal) {
        return details(refusal)
                .map(AwsErrorDetails::errorCode)
                .map(code -> code.substring(code.indexOf('#') + 1)) // the namespace may be all there is
                .filter(code -> !code.isEmpty() && Character.isLetter(code.charAt(0)))
                .orElse("");
    }

    /**
     * Returns the first line of the service's message. After a signature mismatch, the lines that follow quote the
     * request's headers, session token included.
     */
    private static String reasonOf(SdkServiceException refusal) {
        String message = details(refusal).map(AwsErrorDetails::errorMessage).orElse("");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static Optional<AwsErrorDetails> details(SdkServiceException refusal) {
        return refusal instanceof AwsServiceException aws
                ? Optional.ofNullable(aws.awsErrorDetails())
                : Optional.empty();
    }
}
