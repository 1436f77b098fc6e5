package com.ingestlayer.aws.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import com.ingestlayer.aws.Parallel;
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
 * Sends texts to a queue, as many a call as SQS takes, those calls side by side; what a call did not take is
 * sent again. Throws {@link com.ingestlayer.UnavailableException} when not all could be sent. Thread-safe.
 */
public final class SqsSends {
    /** Bytes of a message, and of all messages of a call together; SQS's quota since August 2025. */
    static final int MAX_BYTES = 1024 * 1024;

    /** A message's longest delay (SQS Developer Guide, "Amazon SQS delay queues"). */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final Queue queue;
    private final Executor executor;

    /** @param what the queue in words an operator knows */
    public SqsSends(SqsClient sqs, String queueUrl, String what, Executor executor) {
        this.queue = new Queue(sqs, queueUrl, what);
        this.executor = requireNonNull(executor, "executor is null");
    }

    /**
     * A text, the message group that it belongs to, the X-Ray header that travels beside it, and how long it is not received.
     *
     * @param delay zero or more; of one that is longer than a message's longest, a part
     */
    public record Send(String text, Optional<String> group, Optional<String> trace, Duration delay) {
        /**
         * Rounded up: a message that comes early would have to wait again. What is left after a part is never less than half
         * of the longest, so that no clock that is slow by minutes takes it for nothing.
         */
        private int delaySeconds() {
            Duration part = delay;
            if (delay.compareTo(LONGEST_DELAY) > 0) {
                Duration half = LONGEST_DELAY.dividedBy(2);
                part = delay.compareTo(LONGEST_DELAY.plus(half)) < 0 ? delay.minus(half) : LONGEST_DELAY;
            }
            return Math.toIntExact(part.plusMillis(999).toSeconds());
        }

        /** The trace is the one system attribute that a sender may set, and does not count as a part of the message. */
        private SendMessageBatchRequestEntry entry(int id) {
            SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(id))
                    .messageBody(text)
                    .messageGroupId(group.orElse(null));
            if (!delay.isZero()) {
                entry.delaySeconds(delaySeconds());
            }
            trace.ifPresent(header -> entry.messageSystemAttributes(Map.of(
                    MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                    MessageSystemAttributeValue.builder()
                            .dataType("String")
                            .stringValue(header)
                            .build())));
            return entry.build();
        }
    }

    public void send(List<Send> sends) {
        List<List<SendMessageBatchRequestEntry>> calls = new ArrayList<>();
        List<SendMessageBatchRequestEntry> call = new ArrayList<>();
        int bytes = 0;
        for (Send send : sends) {
            int length = Utf8.length(send.text());
            if (!call.isEmpty() && (call.size() == Queue.ENTRIES_PER_CALL || bytes + length > MAX_BYTES)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            bytes += length;
            call.add(send.entry(call.size()));
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        Parallel.map(calls, this::sendTogether, executor);
    }

    private int sendTogether(List<SendMessageBatchRequestEntry> entries) {
        queue.send(entries);
        return entries.size();
    }
}
