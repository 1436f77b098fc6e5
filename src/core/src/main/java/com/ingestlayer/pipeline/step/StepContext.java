package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a step may want to know of what stands around it in its file.
 *
 * @param environment gives the value of {@code ${env:NAME}}, or null
 * @param destinations the names of the pipeline's destinations; empty where one of them could not be read
 */
public record StepContext(UnaryOperator<String> environment, Optional<Set<String>> destinations) {
    public StepContext {
        requireNonNull(environment, "environment is null");
        destinations = destinations.map(Set::copyOf);
    }
}
