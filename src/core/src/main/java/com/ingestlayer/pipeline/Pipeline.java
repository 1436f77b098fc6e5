package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.Destination;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.event.Event;
import com.ingestlayer.pipeline.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline, as one file of {@code infra/config/pipelines} defines it. Thread-safe.
 *
 * @param sources the rules for the events it takes; an empty list means every event. An event that an agent sends to a
 *     pipeline by name is taken by that pipeline whatever its sources say, and by no other pipeline
 */
public record Pipeline(
        String name, Status status, List<SourceRule> sources, List<Step> steps, List<Destination> destinations) {
    /**
     * Whether a pipeline runs. Only an active pipeline takes events; messages that are already queued are delivered in
     * any case.
     */
    public enum Status {
        ACTIVE,
        PAUSED,
        DRAFT
    }

    public Pipeline {
        requireNonNull(name, "name is null");
        requireNonNull(status, "status is null");
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
        destinations = List.copyOf(destinations);
    }

    boolean takes(Event event) {
        return status == Status.ACTIVE && isFor(event);
    }

    /** Returns whether the sources match the event, or the agent that sent it named this pipeline. */
    boolean isFor(Event event) {
        Optional<String> named = AgentSource.pipelineOf(event.source());
        return named.isPresent() ? named.get().equals(name) : hasSourceOf(event);
    }

    private boolean hasSourceOf(Event event) {
        for (SourceRule rule : sources) {
            if (rule.takes(event)) {
                return true;
            }
        }
        return sources.isEmpty();
    }
}
