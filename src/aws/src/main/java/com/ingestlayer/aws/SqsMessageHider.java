package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.MessageHider;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Hides messages with ChangeMessageVisibility. Thread-safe. */
public final class SqsMessageHider implements MessageHider {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final SqsClient client;
    private final String queueUrl;

    public SqsMessageHider(SqsClient client, String queueUrl) {
        this.client = requireNonNull(client, "client is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
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
}
