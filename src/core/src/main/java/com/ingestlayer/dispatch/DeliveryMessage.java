package com.ingestlayer.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What travels through the queue: which body goes to which destination. Neither address nor secret is in it; the
 * configuration has both at the moment of an attempt.
 *
 * @param deliveryId derived from the key, so that a repeat carries the same one
 * @param target where the destination was when the message was written, for people
 * @param body the rendered body; these very characters in UTF-8 are signed and sent. Empty when the body was too large
 *     for the queue and waits in {@link OversizedBodies}
 * @param replay 0 for the first run, n for the nth replay of the same delivery
 * @param attempt how many attempts were made before this message was written, in the life that began when the delivery was
 *     queued, redriven or replayed; 0 for none
 * @param notBefore when its next attempt may be made, where it waits for one
 * @param firstForm whether it was written in the first form, by a release whose messages never left flight to wait
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

    /** A message of the first run. */
    public DeliveryMessage(
            String deliveryId,
            DeliveryKey key,
            String eventType,
            DeliveryTarget target,
            Optional<String> body,
            Instant enqueuedAt) {
        this(deliveryId, key, eventType, target, body, enqueuedAt, 0, 0, Optional.empty(), false);
    }

    /** The same message, for a body that waits in {@link OversizedBodies}. */
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

    /** The same message, for a destination that has moved. */
    public DeliveryMessage withTarget(DeliveryTarget other) {
        return new DeliveryMessage(
                deliveryId, key, eventType, other, body, enqueuedAt, replay, attempt, notBefore, firstForm);
    }

    /** The same message, to be sent in its place and to wait outside of flight. */
    public DeliveryMessage waiting(int attemptsMade, Instant until) {
        return with(replay, attemptsMade, Optional.of(until));
    }

    /** How long it must still wait for its next attempt; zero for not at all. */
    public Duration waitAt(Instant now) {
        return notBefore
                .map(moment -> Duration.between(now, moment))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    /** The same message, for another run, which is not put off again. */
    public DeliveryMessage asReplay(int number) {
        return with(number, 0, Optional.empty());
    }

    /** The same message as a dead letter: whoever sends it again, AWS's console too, gives it all its attempts at once. */
    public DeliveryMessage asDeadLetter() {
        return with(replay, 0, Optional.empty());
    }

    /**
     * The same message with all its attempts before it. It keeps the time it waits for: the record of its delivery may say
     * that a message waits until then, and it is that message.
     */
    public DeliveryMessage asRedriven() {
        return with(replay, 0, notBefore);
    }

    private DeliveryMessage with(int run, int attemptsMade, Optional<Instant> due) {
        return new DeliveryMessage(
                deliveryId, key, eventType, target, body, enqueuedAt, run, attemptsMade, due, firstForm);
    }
}
