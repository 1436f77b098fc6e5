package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What travels through the queue: everything a delivery needs but the secret.
 *
 * @param deliveryId derived from the key, so that a repeat carries the same one
 * @param url where the body goes, as it was when the event came in
 * @param body the rendered body; these very characters in UTF-8 are signed and sent. Empty when the body was too large
 *     for the queue and waits in {@link OversizedBodies}
 */
public record DeliveryMessage(
        String deliveryId, DeliveryKey key, String eventType, String url, Optional<String> body, Instant enqueuedAt) {
    public DeliveryMessage {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(eventType, "eventType is null");
        requireNonNull(url, "url is null");
        requireNonNull(body, "body is null");
        requireNonNull(enqueuedAt, "enqueuedAt is null");
    }

    /** The same message, for a body that waits in {@link OversizedBodies}. */
    public DeliveryMessage withoutBody() {
        return new DeliveryMessage(deliveryId, key, eventType, url, Optional.empty(), enqueuedAt);
    }
}
