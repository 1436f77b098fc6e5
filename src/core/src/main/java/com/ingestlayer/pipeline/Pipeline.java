package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.Destination;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.event.Event;
import com.ingestlayer.pipeline.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * One file of {@code infra/config/pipelines}. Thread-safe.
 *
 * @param sources which events it takes; none means every event. One that an agent sends to a pipeline by its name is taken
 *     by that pipeline whatever its sources say, and by no other
 */
public record Pipeline(
        String name, Status status, List<SourceRule> sources, List<Step> steps, List<Destination> destinations) {
    /** Whether it runs. Only an active pipeline takes events; messages in flight are delivered in any case. */
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

    /** Whether its sources name the event, or the agent that sent it named this pipeline. */
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
