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
 * Sends texts to a queue, as many per call as SQS allows, with calls in parallel. Entries that failed are sent again.
 * Thread-safe.
 */
public final class SqsSends {
    /** The limit in bytes of one message, and of all messages of a call together: SQS's quota since August 2025. */
    static final int MAX_BYTES = 1024 * 1024;

    /** The longest delay of a message (SQS Developer Guide, "Amazon SQS delay queues"). */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final Queue queue;
    private final Executor executor;

    /** @param what the queue in words that an operator knows */
    public SqsSends(SqsClient sqs, String queueUrl, String what, Executor executor) {
        this.queue = new Queue(sqs, queueUrl, what);
        this.executor = requireNonNull(executor, "executor is null");
    }

    /**
     * A text to send.
     *
     * @param text the body of the message
     * @param group the message group
     * @param trace the X-Ray header that travels with the message
     * @param delay how long the message stays invisible, zero or more. If it is longer than SQS allows, only a part
     * of it is used.
     */
    public record Send(String text, Optional<String> group, Optional<String> trace, Duration delay) {
        /**
         * Returns the delay in seconds, rounded up, because a message that arrives early would have to wait again. If
         * the delay is split, the rest is at least half of the longest delay, so that it stays noticeable to a clock
         * that is some minutes slow.
         */
        private int delaySeconds() {
            Duration part = delay;
            if (delay.compareTo(LONGEST_DELAY) > 0) {
                Duration half = LONGEST_DELAY.dividedBy(2);
                part = delay.compareTo(LONGEST_DELAY.plus(half)) < 0 ? delay.minus(half) : LONGEST_DELAY;
            }
            return Math.toIntExact(part.plusMillis(999).toSeconds());
        }

        /**
         * Returns the entry. The trace header is the only system attribute that a sender may set, and does not count
         * towards the size of the message.
         */
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
