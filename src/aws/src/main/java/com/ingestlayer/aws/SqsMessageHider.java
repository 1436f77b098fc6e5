package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.telemetry.XRayHeader;
import com.ingestlayer.delivery.DeliveryMessage;
import com.ingestlayer.delivery.MessageHider;
import com.ingestlayer.delivery.ReceivedMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Hides messages with ChangeMessageVisibility, and sends those anew that were put off. Thread-safe. */
public final class SqsMessageHider implements MessageHider {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final SqsClient client;
    private final String queueUrl;
    private final SqsSends sends;
    private final Clock clock;

    public SqsMessageHider(SqsClient client, String queueUrl, Clock clock) {
        this.client = requireNonNull(client, "client is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.sends = new SqsSends(client, queueUrl, Runnable::run);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void hide(String receiptHandle, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay must be 0 s to 12 h: " + delay);
        }
        try {
            client.changeMessageVisibility(change ->
                    change.queueUrl(queueUrl).receiptHandle(receiptHandle).visibilityTimeout((int) delay.toSeconds()));
        } catch (SdkException e) {
            throw new UnavailableException("the deliveries queue", e);
        }
    }

    @Override
    public void postpone(ReceivedMessage received, DeliveryMessage message) {
        sends.send(List.of(new SqsSends.Send(
                received.text(),
                Optional.of(message.key().destination()),
                received.trace().map(trace -> XRayHeader.of(trace).text()),
                message.waitAt(clock.instant()))));
    }
}
