package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.DeliveryMessage;
import com.ingestlayer.delivery.DeliveryMessageCodec;
import com.ingestlayer.delivery.OversizedBodies;
import com.ingestlayer.ingest.DeliveryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * The deliveries queue. The destination is the message group, so that SQS's fair queues keep one slow destination from
 * delaying the others (SQS Developer Guide, "Amazon SQS fair queues"). Thread-safe.
 */
public final class SqsDeliveryQueue implements DeliveryQueue {
    /** Messages of a SendMessageBatch. */
    static final int MESSAGES_PER_CALL = 10;
    /** Bytes of a message, and of all messages of a call together; SQS's quota since August 2025. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String WHAT = "the deliveries queue";

    private final SqsClient client;
    private final String queueUrl;
    private final OversizedBodies oversized;
    private final Executor executor;

    public SqsDeliveryQueue(SqsClient client, String queueUrl, OversizedBodies oversized, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.oversized = requireNonNull(oversized, "oversized is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    @Override
    public void send(List<DeliveryMessage> messages) {
        List<List<SendMessageBatchRequestEntry>> calls = new ArrayList<>();
        List<SendMessageBatchRequestEntry> call = new ArrayList<>();
        int bytes = 0;
        for (DeliveryMessage message : messages) {
            String text = fitting(message);
            int length = text.getBytes(UTF_8).length;
            if (!call.isEmpty() && (call.size() == MESSAGES_PER_CALL || bytes + length > MAX_BYTES)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            bytes += length;
            call.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(call.size()))
                    .messageBody(text)
                    .messageGroupId(message.key().destination())
                    .build());
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        Parallel.map(calls, this::sendCall, executor);
    }

    private String fitting(DeliveryMessage message) {
        String text = DeliveryMessageCodec.encode(message);
        if (text.length() <= MAX_BYTES / 3 || text.getBytes(UTF_8).length <= MAX_BYTES) {
            return text;
        }
        message.body().ifPresent(body -> oversized.put(message.key(), body));
        return DeliveryMessageCodec.encode(message.withoutBody());
    }

    private List<SendMessageBatchRequestEntry> sendCall(List<SendMessageBatchRequestEntry> entries) {
        List<SendMessageBatchRequestEntry> left = entries;
        for (int tries = 1; ; tries++) {
            Set<String> failed = failedOf(left);
            left = left.stream().filter(entry -> failed.contains(entry.id())).toList();
            if (left.isEmpty()) {
                return entries;
            }
            if (tries == Backoff.TRIES) {
                throw new UnavailableException(WHAT);
            }
            Backoff.await(tries, WHAT);
        }
    }

    private Set<String> failedOf(List<SendMessageBatchRequestEntry> entries) {
        try {
            SendMessageBatchResponse response =
                    client.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries));
            return response.failed().stream().map(BatchResultErrorEntry::id).collect(Collectors.toSet());
        } catch (SdkException e) {
            throw new UnavailableException(WHAT, e);
        }
    }
}
