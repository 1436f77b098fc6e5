package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * What one pipeline has for one destination: ready to be queued.
 *
 * @param notBefore when it may be sent; empty for at once
 */
public record Rendered(Event event, String pipeline, WebhookOut destination, String body, Optional<Instant> notBefore) {
    public Rendered {
        requireNonNull(event, "event is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(body, "body is null");
        requireNonNull(notBefore, "notBefore is null");
    }
}
