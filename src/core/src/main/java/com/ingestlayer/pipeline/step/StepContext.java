package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a step may need from the rest of its pipeline file.
 *
 * @param environment returns the value of the variable in {@code ${env:NAME}}, or null
 * @param destinations the names of the pipeline's destinations; empty if one of them could not be read
 */
public record StepContext(UnaryOperator<String> environment, Optional<Set<String>> destinations) {
    public StepContext {
        requireNonNull(environment, "environment is null");
        destinations = destinations.map(Set::copyOf);
    }
}
