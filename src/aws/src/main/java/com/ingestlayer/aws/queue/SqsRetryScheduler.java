package com.ingestlayer.aws.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.ErrorCodes;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.delivery.RetryScheduler;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.telemetry.XRayHeader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;

/**
 * Schedules retries. It hides messages with ChangeMessageVisibility, sends delayed copies of those that wait for
 * longer, and sends those that failed for the last time to the dead-letter queue. Thread-safe.
 */
public final class SqsRetryScheduler implements RetryScheduler {
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * The error codes of SQS when the message's visibility timeout has already ended, or when the message has been
     * hidden for 12 hours in all (Amazon SQS API Reference, "ChangeMessageVisibility"). Neither is our fault.
     */
    private static final Set<String> NOT_IN_FLIGHT = Set.of(
            "MessageNotInflight", "ReceiptHandleIsInvalid", "InvalidParameterValue", "InvalidParameterValueException");

    private final Queue queue;
    private final SqsSends sends;
    private final SqsSends burials;
    private final Clock clock;

    public SqsRetryScheduler(SqsClient sqs, String queueUrl, String deadLetterQueueUrl, Clock clock) {
        this.queue = new Queue(sqs, queueUrl, "the deliveries queue");
        this.sends = new SqsSends(sqs, queueUrl, "the deliveries queue", Runnable::run);
        this.burials = new SqsSends(sqs, deadLetterQueueUrl, "the dead-letter queue", Runnable::run);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void hide(String receiptHandle, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay must be 0 s to 12 h: " + delay);
        }
        try {
            queue.changeVisibility(ChangeMessageVisibilityRequest.builder()
                    .receiptHandle(receiptHandle)
                    .visibilityTimeout(Math.toIntExact(delay.toSeconds())));
        } catch (ServiceRefusalException e) {
            throw NOT_IN_FLIGHT.contains(ErrorCodes.nameOf(e.code()))
                    ? new UnavailableException("the deliveries queue", e)
                    : e;
        }
    }

    @Override
    public void postpone(ReceivedMessage received, DeliveryMessage message) {
        sends.send(List.of(new SqsSends.Send(
                DeliveryMessageCodec.encode(message),
                Optional.of(MessageGroup.of(message.key())),
                traceOf(received),
                message.waitAt(clock.instant()))));
    }

    @Override
    public void bury(ReceivedMessage received, DeliveryMessage message) {
        burials.send(List.of(new SqsSends.Send(
                DeliveryMessageCodec.encode(message.asDeadLetter()),
                Optional.of(MessageGroup.of(message.key())),
                traceOf(received),
                Duration.ZERO)));
    }

    private static Optional<String> traceOf(ReceivedMessage received) {
        return received.trace().map(trace -> XRayHeader.of(trace).text());
    }
}
