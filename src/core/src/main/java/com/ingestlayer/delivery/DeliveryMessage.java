package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Ids;
import com.ingestlayer.pipeline.Rendered;
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
 * @param notBefore when its next attempt may be made, where it waits for one
 */
public record DeliveryMessage(
        String deliveryId,
        DeliveryKey key,
        String eventType,
        DeliveryTarget target,
        Optional<String> body,
        Instant enqueuedAt,
        int replay,
        Optional<Instant> notBefore) {
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
    }

    /** A message of the first run. */
    public DeliveryMessage(
            String deliveryId,
            DeliveryKey key,
            String eventType,
            DeliveryTarget target,
            Optional<String> body,
            Instant enqueuedAt) {
        this(deliveryId, key, eventType, target, body, enqueuedAt, 0, Optional.empty());
    }

    /** What a pipeline has for one of its destinations, as the message of a first run. */
    public static DeliveryMessage of(Rendered rendered, Instant enqueuedAt) {
        DeliveryKey key = new DeliveryKey(
                rendered.event().id(),
                rendered.pipeline(),
                rendered.destination().name());
        return new DeliveryMessage(
                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                key,
                rendered.event().type(),
                DeliveryTarget.of(rendered.destination()),
                Optional.of(rendered.body()),
                enqueuedAt,
                0,
                rendered.notBefore());
    }

    /** The same message, for a body that waits in {@link OversizedBodies}. */
    public DeliveryMessage withoutBody() {
        return new DeliveryMessage(deliveryId, key, eventType, target, Optional.empty(), enqueuedAt, replay, notBefore);
    }

    /** The same message, for a destination that has moved. */
    DeliveryMessage withTarget(DeliveryTarget other) {
        return new DeliveryMessage(deliveryId, key, eventType, other, body, enqueuedAt, replay, notBefore);
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
        return new DeliveryMessage(deliveryId, key, eventType, target, body, enqueuedAt, number, Optional.empty());
    }

    /** The same message as a dead letter, which is due at once wherever it is sent again. */
    public DeliveryMessage asDeadLetter() {
        return new DeliveryMessage(deliveryId, key, eventType, target, body, enqueuedAt, replay, Optional.empty());
    }
}
