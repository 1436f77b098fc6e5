package com.ingestlayer.aws.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.dispatch.OversizedBodies;
import com.ingestlayer.telemetry.XRayHeader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sends deliveries to the deliveries queue. Each destination of a pipeline is a message group, so that SQS's fair
 * queues keep one slow destination from delaying the others (SQS Developer Guide, "Amazon SQS fair queues").
 * Thread-safe.
 */
public final class SqsDeliveryQueue implements DeliveryQueue {
    /**
     * The largest message, in bytes. The 4 KiB below SQS's limit leave room for what later copies of the message add:
     * attempts, a time to wait for, another target, a replay.
     */
    private static final int LARGEST = SqsSends.MAX_BYTES - 4096;

    private final OversizedBodies oversized;
    private final Supplier<Optional<XRayHeader>> trace;
    private final SqsSends sends;
    private final Clock clock;

    /** Creates a queue whose messages carry no trace header. */
    public SqsDeliveryQueue(SqsClient sqs, String queueUrl, OversizedBodies oversized, Executor executor, Clock clock) {
        this(sqs, queueUrl, oversized, Optional::empty, executor, clock);
    }

    /**
     * Creates a queue.
     *
     * @param trace the trace header of the current request, which is sent along with the messages
     */
    public SqsDeliveryQueue(
            SqsClient sqs,
            String queueUrl,
            OversizedBodies oversized,
            Supplier<Optional<XRayHeader>> trace,
            Executor executor,
            Clock clock) {
        this.trace = requireNonNull(trace, "trace is null");
        this.oversized = requireNonNull(oversized, "oversized is null");
        this.sends = new SqsSends(sqs, queueUrl, "the deliveries queue", executor);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void send(List<DeliveryMessage> messages) {
        Optional<String> header = trace.get().map(XRayHeader::text);
        Instant now = clock.instant();
        sends.send(messages.stream()
                .map(message -> new SqsSends.Send(
                        fitting(message), Optional.of(MessageGroup.of(message.key())), header, message.waitAt(now)))
                .toList());
    }

    private String fitting(DeliveryMessage message) {
        String text = DeliveryMessageCodec.encode(message);
        if (text.length() <= LARGEST / 3 || Utf8.length(text) <= LARGEST) {
            return text;
        }
        message.body().ifPresent(body -> oversized.put(message.key(), body));
        return DeliveryMessageCodec.encode(message.withoutBody());
    }
}
