package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Supplier;

/**
 * An event that came through every step of a pipeline.
 *
 * @param rendered what goes to its destinations; empty when the condition of none holds
 * @param body makes the body for whoever called the pipeline, who sees no more than a destination without a column
 */
public record Passed(String pipeline, List<OutgoingDelivery> rendered, Supplier<String> body) {
    public Passed {
        requireNonNull(pipeline, "pipeline is null");
        rendered = List.copyOf(rendered);
        requireNonNull(body, "body is null");
    }
}
