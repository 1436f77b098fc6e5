package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/**
 * An event that a pipeline took but did not deliver.
 *
 * @param reason one word, such as {@code filtered}, by which operators count dropped events
 */
public record Dropped(EventId event, String pipeline, String reason) {
    public Dropped {
        requireNonNull(event, "event is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(reason, "reason is null");
    }
}
