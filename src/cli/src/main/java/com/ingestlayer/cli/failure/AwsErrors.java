package com.ingestlayer.cli.failure;

import com.ingestlayer.aws.AwsException;
import com.ingestlayer.aws.AwsRefusedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Explains in a few words why a call to AWS, or to an engine of the local stack, failed. */
public final class AwsErrors {
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken");

    private AwsErrors() {}

    /**
     * Returns the reason of the innermost known cause, as one line without a line end. Returns empty when no cause is known.
     */
    public static Optional<String> reason(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .flatMap(each -> explain(each).stream())
                .reduce((outer, inner) -> inner)
                .map(text -> text.replaceAll("\\s+", " ").strip());
    }

    private static Optional<String> explain(Throwable failure) {
        if (failure instanceof AwsRefusedException refused) {
            return Optional.of(
                    refused.code().isEmpty() ? refused.getMessage() : explain(refused.code(), refused.reason()));
        }
        if (failure instanceof AwsServiceException answered
                && answered.awsErrorDetails() != null
                && answered.awsErrorDetails().errorCode() != null) {
            AwsErrorDetails details = answered.awsErrorDetails();
            return Optional.of(explain(details.errorCode(), Objects.toString(details.errorMessage(), "")));
        }
        if (failure instanceof UnknownHostException) {
            return Optional.of("there is no host " + failure.getMessage());
        }
        if (failure instanceof ConnectException) {
            return Optional.of("nothing takes connections there");
        }
        if (failure instanceof SocketTimeoutException) {
            return Optional.of("no answer in time");
        }
        return failure instanceof AwsException || failure instanceof SdkClientException
                ? Optional.of(explainUnanswered(String.valueOf(failure.getMessage())))
                : Optional.empty();
    }

    private static String explain(String code, String message) {
        if (DENIED.contains(code)) {
            return "access denied: " + message;
        }
        if (message.startsWith("Signature expired") || message.startsWith("Signature not yet current")) {
            return "this machine's clock is wrong: " + message;
        }
        if (BAD_CREDENTIALS.contains(code)) {
            return "the AWS credentials were not accepted (" + code + "): sign in again, or name a --profile";
        }
        return code + (message.isEmpty() ? "" : ": " + message);
    }

    private static String explainUnanswered(String message) {
        if (message.contains("Unable to load credentials")) {
            return "no AWS credentials were found: sign in, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                    + " or name a --profile";
        }
        return message;
    }
}
