package com.ingestlayer.aws;

import java.util.List;
import java.util.Set;

/** What the codes of AWS's errors mean. This is the only table of them. */
public final class ErrorCodes {
    /**
     * Codes of errors that pass by themselves, whatever their status is. An expired token is not among them: the functions
     * renew their credentials before they expire, so that one shows that renewing fails.
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
            // Time-outs and errors inside of the service; the same guide.
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

    /** What the codes of errors begin with whose message quotes the request: a value there may be a payload or a secret. */
    private static final List<String> QUOTING = List.of("Invalid", "Serialization", "Validation");

    private ErrorCodes() {}

    /**
     * Whether the same request may succeed when it is sent again later.
     *
     * @param status of HTTP
     * @param code empty when the answer had none
     */
    public static boolean passes(int status, String code) {
        return status >= 500 || status == 429 || status == 408 || PASSING.contains(nameOf(code));
    }

    /** Whether the message of an error with this code may quote the request. */
    static boolean quotesTheRequest(String code) {
        return QUOTING.stream().anyMatch(nameOf(code)::startsWith);
    }

    /**
     * What stands behind the last dot. SQS gives its errors the codes that they had in its older protocol, such as
     * {@code AWS.SimpleQueueService.MessageNotInflight} and {@code KMS.ThrottlingException} (Smithy, "AWS query compatible").
     */
    public static String nameOf(String code) {
        return code.substring(code.lastIndexOf('.') + 1);
    }
}
