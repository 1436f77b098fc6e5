package com.ingestlayer.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of the deliveries queue: a body and the destination it goes to. It contains neither address nor secret;
 * both come from the configuration at the time of an attempt. Immutable and thread-safe.
 *
 * @param deliveryId the id of the delivery; it is derived from the key, so a repeat has the same one
 * @param target where the destination was when the message was written, for human readers
 * @param body the rendered body, whose UTF-8 bytes are signed and sent; empty if the body was too large for the queue
 *     and is stored in {@link OversizedBodies}
 * @param replay 0 for the first run, n for the nth replay of the same delivery
 * @param attempt the number of attempts made before this message was written, counted since the delivery was queued,
 *     redriven or replayed; 0 for none
 * @param notBefore the earliest time of the next attempt, if the message waits for it
 * @param firstForm whether it was written in the first format, by a release whose messages never left flight to wait
 */
public record DeliveryMessage(
        String deliveryId,
        DeliveryKey key,
        String eventType,
        DeliveryTarget target,
        Optional<String> body,
        Instant enqueuedAt,
        int replay,
        int attempt,
        Optional<Instant> notBefore,
        boolean firstForm) {
    public DeliveryMessage {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(eventType, "eventType is null");
        requireNonNull(target, "target is null");
        requireNonNull(body, "body is null");
        requireNonNull(enqueuedAt, "enqueuedAt is null");
        requireNonNull(notBefore, "notBefore is null");
        if (replay < 0) {
            throw new IllegalArgumentException("replay is below 0: " + replay);
        }
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt is below 0: " + attempt);
        }
    }

    /** Creates a message of the first run. */
    public DeliveryMessage(
            String deliveryId,
            DeliveryKey key,
            String eventType,
            DeliveryTarget target,
            Optional<String> body,
            Instant enqueuedAt) {
        this(deliveryId, key, eventType, target, body, enqueuedAt, 0, 0, Optional.empty(), false);
    }

    /** Returns the same message for a body that is stored in {@link OversizedBodies}. */
    public DeliveryMessage withoutBody() {
        return new DeliveryMessage(
                deliveryId,
                key,
                eventType,
                target,
                Optional.empty(),
                enqueuedAt,
                replay,
                attempt,
                notBefore,
                firstForm);
    }

    /** Returns the same message for a destination that has moved. */
    public DeliveryMessage withTarget(DeliveryTarget other) {
        return new DeliveryMessage(
                deliveryId, key, eventType, other, body, enqueuedAt, replay, attempt, notBefore, firstForm);
    }

    /** Returns the message that is sent in place of this one, to wait outside of flight. */
    public DeliveryMessage waiting(int attemptsMade, Instant until) {
        return with(replay, attemptsMade, Optional.of(until));
    }

    /** Returns how long the message must still wait for its next attempt; zero if it is due. */
    public Duration waitAt(Instant now) {
        return notBefore
                .map(moment -> Duration.between(now, moment))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Returns the same message for another run, which is not delayed again. */
    public DeliveryMessage asReplay(int number) {
        return with(number, 0, Optional.empty());
    }

    /**
     * Returns the same message as a dead letter: anyone who sends it again, including the AWS console, gives it all its
     * attempts back.
     */
    public DeliveryMessage asDeadLetter() {
        return with(replay, 0, Optional.empty());
    }

    /**
     * Returns the same message with all its attempts ahead of it. It keeps its due time, because the record of its
     * delivery may say that a message waits until then, and this is that message.
     */
    public DeliveryMessage asRedriven() {
        return with(replay, 0, notBefore);
    }

    private DeliveryMessage with(int run, int attemptsMade, Optional<Instant> due) {
        return new DeliveryMessage(
                deliveryId, key, eventType, target, body, enqueuedAt, run, attemptsMade, due, firstForm);
    }
}
