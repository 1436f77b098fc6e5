package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.ingestlayer.Trace;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.telemetry.XRayHeader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Converts Lambda's representation of a batch (AWS: "Using Lambda with Amazon SQS" and "Implementing partial batch
 * responses").
 */
final class SqsBatch {
    private SqsBatch() {}

    /**
     * Reads the messages of an event.
     *
     * @throws IllegalArgumentException when it is not an SQS event, which no message can cause
     */
    static List<ReceivedMessage> read(SQSEvent event) {
        if (event == null || event.getRecords() == null) {
            throw new IllegalArgumentException("not an SQS event: it has no Records");
        }
        return event.getRecords().stream().map(SqsBatch::read).toList();
    }

    /**
     * Reads a record. Missing parts are empty, because a malformed record must not affect the others of its batch.
     */
    private static ReceivedMessage read(SQSMessage told) {
        SQSMessage record = requireNonNullElseGet(told, SQSMessage::new);
        Map<String, String> attributes = requireNonNullElse(record.getAttributes(), Map.of());
        return new ReceivedMessage(
                requireNonNullElse(record.getMessageId(), ""),
                requireNonNullElse(record.getReceiptHandle(), ""),
                receiveCount(attributes.get("ApproximateReceiveCount")),
                requireNonNullElse(record.getBody(), ""),
                trace(attributes.get("AWSTraceHeader")));
    }

    private static int receiveCount(String attribute) {
        try {
            return attribute == null ? 1 : Integer.parseInt(attribute);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Parses the header that the ingress sent along with the message. */
    private static Optional<Trace> trace(String header) {
        return Optional.ofNullable(header)
                .flatMap(XRayHeader::parse)
                .map(parsed -> parsed.toTrace(ThreadLocalRandom.current()::nextLong));
    }

    /** Returns the response. Without failures, the whole batch leaves the queue. */
    static SQSBatchResponse response(Collection<String> failedMessageIds) {
        return new SQSBatchResponse(
                failedMessageIds.stream().map(BatchItemFailure::new).toList());
    }
}
