package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Ids;
import com.ingestlayer.pipeline.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What travels through the queue: everything a delivery needs but the secret.
 *
 * @param deliveryId derived from the key, so that a repeat carries the same one
 * @param url where the body goes, as it was when the event came in
 * @param body the rendered body; these very characters in UTF-8 are signed and sent. Empty when the body was too large
 *     for the queue and waits in {@link OversizedBodies}
 * @param replay 0 for the first run, n for the nth replay of the same delivery
 * @param notBefore when its first attempt may be made, where a pipeline put it off
 */
public record DeliveryMessage(
        String deliveryId,
        DeliveryKey key,
        String eventType,
        String url,
        Optional<String> body,
        Instant enqueuedAt,
        int replay,
        Optional<Instant> notBefore) {
    public DeliveryMessage {
        requireNonNull(deliveryId, "deliveryId is null");
        requireNonNull(key, "key is null");
        requireNonNull(eventType, "eventType is null");
        requireNonNull(url, "url is null");
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
            String url,
            Optional<String> body,
            Instant enqueuedAt) {
        this(deliveryId, key, eventType, url, body, enqueuedAt, 0, Optional.empty());
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
                rendered.destination().url(),
                Optional.of(rendered.body()),
                enqueuedAt,
                0,
                rendered.notBefore());
    }

    /** The same message, for a body that waits in {@link OversizedBodies}. */
    public DeliveryMessage withoutBody() {
        return new DeliveryMessage(deliveryId, key, eventType, url, Optional.empty(), enqueuedAt, replay, notBefore);
    }

    /** How long it must still wait for its first attempt; zero for not at all. */
    public Duration waitAt(Instant now) {
        return notBefore
                .map(moment -> Duration.between(now, moment))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    /** The same message, for another run, which is not put off again. */
    public DeliveryMessage asReplay(int number) {
        return new DeliveryMessage(deliveryId, key, eventType, url, body, enqueuedAt, number, Optional.empty());
    }
}
