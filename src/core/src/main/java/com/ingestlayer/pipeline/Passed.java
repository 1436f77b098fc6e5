package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Supplier;

/**
 * An event that passed every step of a pipeline.
 *
 * @param rendered the deliveries to its destinations; empty if the condition of no destination holds
 * @param body renders the body for the caller of the pipeline, with the redaction that applies to language models: the
 *     caller sees no more than a destination that the redaction does not name
 */
public record Passed(String pipeline, List<OutgoingDelivery> rendered, Supplier<String> body) {
    public Passed {
        requireNonNull(pipeline, "pipeline is null");
        rendered = List.copyOf(rendered);
        requireNonNull(body, "body is null");
    }
}
