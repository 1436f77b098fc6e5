package com.ingestlayer.aws;

import java.util.List;
import java.util.Set;

/** Says which of AWS's error codes are transient, and which come with words that quote the request. */
public final class ErrorCodes {
    /**
     * The codes of transient errors, whatever their status is. An expired token is not among them: the functions
     * renew their credentials before they expire, so an expired token shows that the renewal fails.
     */
    private static final Set<String> PASSING = Set.of(
            // Throttling (AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode).
            "BandwidthLimitExceeded",
            "EC2ThrottledException",
            "LimitExceededException",
            "PriorRequestNotComplete",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TooManyRequestsException",
            "TransactionInProgressException",
            // Time-outs and internal errors of the service; the same guide.
            "RequestTimeout",
            "RequestTimeoutException",
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "InternalServerException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            // DynamoDB Developer Guide, "Error handling with DynamoDB" and "Transaction conflict handling in DynamoDB".
            "ReplicatedWriteConflictException",
            "TransactionConflictException",
            // Amazon SQS API Reference, errors of SendMessage and ReceiveMessage.
            "KmsThrottled",
            "OverLimit",
            // AWS Systems Manager API Reference, errors of PutParameter.
            "TooManyUpdates",
            // Amazon Bedrock API Reference, errors of Converse.
            "ModelErrorException",
            "ModelNotReadyException",
            "ModelTimeoutException");

    /**
     * The prefixes of the codes whose error messages quote the request. A quoted value may be a payload or a secret.
     */
    private static final List<String> QUOTING = List.of("Invalid", "Serialization", "Validation");

    private ErrorCodes() {}

    /**
     * Returns whether the same request may succeed later.
     *
     * @param status the HTTP status
     * @param code the error code; empty when the response had none
     */
    public static boolean passes(int status, String code) {
        return status >= 500 || status == 429 || status == 408 || PASSING.contains(nameOf(code));
    }

    /** Returns whether the message of an error with this code may quote the request. */
    static boolean quotesTheRequest(String code) {
        return QUOTING.stream().anyMatch(nameOf(code)::startsWith);
    }

    /**
     * Returns the part of a code after the last dot. SQS gives its errors the codes of its older protocol, such as
     * {@code AWS.SimpleQueueService.MessageNotInflight} and {@code KMS.ThrottlingException} (Smithy, "AWS query
     * compatible").
     */
    public static String nameOf(String code) {
        return code.substring(code.lastIndexOf('.') + 1);
    }
}
