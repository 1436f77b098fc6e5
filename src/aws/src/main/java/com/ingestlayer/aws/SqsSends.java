package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends texts to the deliveries queue, as many a call as SQS takes, those calls side by side; what a call did not take is
 * sent again. Throws {@link com.ingestlayer.UnavailableException} when not all could be sent. Thread-safe.
 */
final class SqsSends {
    /** Bytes of a message, and of all messages of a call together; SQS's quota since August 2025. */
    static final int MAX_BYTES = 1024 * 1024;

    /** A message's longest delay (SQS Developer Guide, "Amazon SQS delay queues"). */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private static final String WHAT = "the deliveries queue";

    private final SqsClient client;
    private final String queueUrl;
    private final Executor executor;

    SqsSends(SqsClient client, String queueUrl, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /**
     * A text, the message group that it belongs to, the X-Ray header that travels beside it, and how long it is not received.
     *
     * @param delay zero or more; cut to {@link #LONGEST_DELAY}
     */
    record Send(String text, Optional<String> group, Optional<String> trace, Duration delay) {
        /** Rounded up: a message that comes early would have to wait again. */
        Integer delaySeconds() {
            Duration cut = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
            return cut.isZero() ? null : Math.toIntExact(cut.plusMillis(999).toSeconds());
        }

        /** The header is the one system attribute that a sender may set, and does not count as a part of the message. */
        Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> attributes() {
            return trace.map(header -> Map.of(
                            MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                            MessageSystemAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue(header)
                                    .build()))
                    .orElse(Map.of());
        }
    }

    void send(List<Send> sends) {
        List<List<SendMessageBatchRequestEntry>> calls = new ArrayList<>();
        List<SendMessageBatchRequestEntry> call = new ArrayList<>();
        int bytes = 0;
        for (Send send : sends) {
            int length = send.text().getBytes(UTF_8).length;
            if (!call.isEmpty() && (call.size() == SqsBatch.ENTRIES || bytes + length > MAX_BYTES)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            bytes += length;
            call.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(call.size()))
                    .messageBody(send.text())
                    .messageGroupId(send.group().orElse(null))
                    .delaySeconds(send.delaySeconds())
                    .messageSystemAttributes(send.attributes())
                    .build());
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        Parallel.map(
                calls,
                entries ->
                        SqsBatch.call(WHAT, entries, SendMessageBatchRequestEntry::id, left -> client.sendMessageBatch(
                                        send -> send.queueUrl(queueUrl).entries(left))
                                .failed()),
                executor);
    }
}
