package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a delivery after its attempts.
 *
 * @param target where the last attempt went, or where the first one is to go; empty in what older releases wrote
 * @param attempts oldest first: all, up to {@link #KEPT}; of more, the first one and the latest
 * @param nextAttemptAt only while {@link DeliveryStatus#RETRYING}
 */
public record DeliveryRecord(
        String deliveryId,
        DeliveryKey key,
        Optional<DeliveryTarget> target,
        DeliveryStatus status,
        List<Attempt> attempts,
        Optional<Instant> nextAttemptAt) {
    /** How many attempts a record holds, so that it stays far below what a table takes for an item. */
    public static final int KEPT = 50;

    public DeliveryRecord {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(target, "target is null");
        requireNonNull(status, "status is null");
        attempts = List.copyOf(attempts);
        requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    }

    /** How many attempts there were, those that are no longer kept too. */
    public int attemptCount() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
    }

    /** Whether this run or a later one has delivered it, so that a message of this run is a repeat. */
    boolean wasDeliveredIn(int replay) {
        return attempts.stream().anyMatch(attempt -> attempt.succeeded() && attempt.replay() >= replay);
    }

    /** The run of the last attempt: 0 for the first run, n for the nth replay. */
    int lastRun() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).replay();
    }

    /** The number of the next replay; the same until an attempt of that one is recorded. */
    public int nextReplay() {
        return 1 + attempts.stream().mapToInt(Attempt::replay).max().orElse(0);
    }
}
