package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.Ids;
import java.time.Instant;
import java.util.Optional;

/**
 * The rendered output of one pipeline for one destination, ready to be queued.
 *
 * @param notBefore the earliest time of the first attempt; empty for at once
 */
public record OutgoingDelivery(
        Event event, String pipeline, WebhookOut destination, String body, Optional<Instant> notBefore) {
    public OutgoingDelivery {
        requireNonNull(event, "event is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(body, "body is null");
        requireNonNull(notBefore, "notBefore is null");
    }

    /** Returns the message for the first run of this delivery. */
    public DeliveryMessage message(Instant enqueuedAt) {
        DeliveryKey key = new DeliveryKey(event.id(), pipeline, destination.name());
        return new DeliveryMessage(
                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                key,
                event.type(),
                new DeliveryTarget(destination.kind(), destination.target()),
                Optional.of(body),
                enqueuedAt,
                0,
                0,
                notBefore,
                false);
    }
}
