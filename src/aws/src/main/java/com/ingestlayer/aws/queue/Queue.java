package com.ingestlayer.aws.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.CallFailures;
import com.ingestlayer.aws.ErrorCodes;
import com.ingestlayer.aws.Retries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * Calls SQS for one queue, and translates failures with {@link CallFailures}. Entries of a batch call that failed are
 * sent again. If SQS says that an entry failed by the sender's fault, the next call would not succeed either (Amazon
 * SQS API Reference, "BatchResultErrorEntry"), and the failure is a {@link ServiceRefusalException}. Thread-safe.
 */
public final class Queue {
    private static final String SERVICE = "sqs";

    /** The largest number of entries in a batch call. */
    static final int ENTRIES_PER_CALL = 10;

    private static final int BAD_REQUEST = 400;

    private final SqsClient sqs;
    private final String url;
    private final String what;

    /** @param what the queue in words that an operator knows, such as {@code the deliveries queue} */
    public Queue(SqsClient sqs, String url, String what) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.url = requireNonNull(url, "url is null");
        this.what = requireNonNull(what, "what is null");
    }

    private <Q extends SqsRequest, A> A call(Function<Q, A> operation, Q request) {
        try {
            return operation.apply(request);
        } catch (SdkException e) {
            throw CallFailures.of(what, SERVICE, request, e);
        }
    }

    GetQueueAttributesResponse attributes(GetQueueAttributesRequest.Builder request) {
        return call(sqs::getQueueAttributes, request.queueUrl(url).build());
    }

    List<Message> receive(ReceiveMessageRequest.Builder request) {
        return call(sqs::receiveMessage, request.queueUrl(url).build()).messages();
    }

    void changeVisibility(ChangeMessageVisibilityRequest.Builder request) {
        call(sqs::changeMessageVisibility, request.queueUrl(url).build());
    }

    /** Makes one call. Failures of single entries are ignored. */
    void changeVisibilities(List<ChangeMessageVisibilityBatchRequestEntry> entries) {
        call(
                sqs::changeMessageVisibilityBatch,
                ChangeMessageVisibilityBatchRequest.builder()
                        .queueUrl(url)
                        .entries(entries)
                        .build());
    }

    /** @param entries at most {@link #ENTRIES_PER_CALL}, with different ids */
    void send(List<SendMessageBatchRequestEntry> entries) {
        callBatch("SendMessageBatch", entries, SendMessageBatchRequestEntry::id, left -> call(
                        sqs::sendMessageBatch,
                        SendMessageBatchRequest.builder()
                                .queueUrl(url)
                                .entries(left)
                                .build())
                .failed());
    }

    /** @param entries at most {@link #ENTRIES_PER_CALL}, with different ids */
    public void delete(List<DeleteMessageBatchRequestEntry> entries) {
        callBatch("DeleteMessageBatch", entries, DeleteMessageBatchRequestEntry::id, left -> call(
                        sqs::deleteMessageBatch,
                        DeleteMessageBatchRequest.builder()
                                .queueUrl(url)
                                .entries(left)
                                .build())
                .failed());
    }

    /** @param call makes a call and returns the entries that failed */
    private <E> void callBatch(
            String operation,
            List<E> entries,
            Function<E, String> id,
            Function<List<E>, List<BatchResultErrorEntry>> call) {
        List<E> left = entries;
        Retries retries = new Retries(what);
        while (true) {
            List<E> sent = left;
            Set<String> failed = new HashSet<>();
            Set<String> codes = new TreeSet<>();
            for (BatchResultErrorEntry entry : retries.call(() -> call.apply(sent))) {
                // A throttled sender is at fault as well, but waiting fixes that.
                if (Boolean.TRUE.equals(entry.senderFault()) && !ErrorCodes.passes(BAD_REQUEST, entry.code())) {
                    retries.call(() -> {
                        throw new ServiceRefusalException(what, SERVICE, operation, entry.code(), null);
                    });
                }
                failed.add(entry.id());
                codes.add(entry.code());
            }
            if (failed.isEmpty()) {
                return;
            }
            left = left.stream()
                    .filter(entry -> failed.contains(id.apply(entry)))
                    .toList();
            retries.failed("SQS did not take " + failed.size() + " of " + entries.size() + " entries of " + operation
                    + ": " + String.join(", ", codes));
        }
    }
}
