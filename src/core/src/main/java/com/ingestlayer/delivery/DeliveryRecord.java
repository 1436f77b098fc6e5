package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of a delivery after its attempts.
 *
 * @param target where the last attempt went, or where the first one will go; empty in records of older releases
 * @param attempts the attempts, oldest first: all of them up to {@link #KEPT}; beyond that, the first one and the
 *     latest
 * @param nextAttemptAt the time of the next attempt; present only while {@link DeliveryStatus#RETRYING}
 */
public record DeliveryRecord(
        String deliveryId,
        DeliveryKey key,
        Optional<DeliveryTarget> target,
        DeliveryStatus status,
        List<Attempt> attempts,
        Optional<Instant> nextAttemptAt) {
    /** The number of attempts that a record holds, so that it stays far below the size limit of a table item. */
    public static final int KEPT = 50;

    public DeliveryRecord {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(target, "target is null");
        requireNonNull(status, "status is null");
        attempts = List.copyOf(attempts);
        requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    }

    /** Returns the number of attempts, including those that are no longer stored. */
    public int attemptCount() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
    }

    /** Returns whether this run or a later one has delivered it, which makes a message of this run a repeat. */
    boolean wasDeliveredIn(int replay) {
        return attempts.stream().anyMatch(attempt -> attempt.succeeded() && attempt.replay() >= replay);
    }

    /** Returns the run of the last attempt: 0 for the first run, n for the nth replay. */
    int lastRun() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).replay();
    }

    /** Returns the number of the next replay, which stays the same until an attempt of that replay is recorded. */
    public int nextReplay() {
        return 1 + attempts.stream().mapToInt(Attempt::replay).max().orElse(0);
    }
}
