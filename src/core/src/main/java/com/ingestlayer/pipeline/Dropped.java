package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;

/**
 * An event that a pipeline took, and then did not deliver.
 *
 * @param reason one word, for operators to count by, such as {@code filtered}
 */
public record Dropped(EventId event, String pipeline, String reason) {
    public Dropped {
        requireNonNull(event, "event is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(reason, "reason is null");
    }
}
