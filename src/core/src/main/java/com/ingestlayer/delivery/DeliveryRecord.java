package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a delivery after its attempts.
 *
 * @param attempts oldest first
 * @param nextAttemptAt only while {@link DeliveryStatus#RETRYING}
 */
public record DeliveryRecord(
        String deliveryId,
        DeliveryKey key,
        DeliveryStatus status,
        List<Attempt> attempts,
        Optional<Instant> nextAttemptAt) {
    public DeliveryRecord {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(status, "status is null");
        attempts = List.copyOf(attempts);
        requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    }
}
