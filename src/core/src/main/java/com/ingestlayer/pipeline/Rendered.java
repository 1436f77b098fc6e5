package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Event;

/** What one pipeline has for one destination: ready to be queued. */
public record Rendered(Event event, String pipeline, WebhookOut destination, String body) {
    public Rendered {
        requireNonNull(event, "event is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(body, "body is null");
    }
}
