package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs the events of a request through every pipeline that takes them. All of them do their first step, then all that are
 * left their second, and so on, so that the entities a step needs are read in one go, each once. Thread-safe.
 */
public final class Pipelines {
    private final List<Pipeline> pipelines;
    private final EntityLookup entities;

    public Pipelines(List<Pipeline> pipelines, EntityLookup entities) {
        this.pipelines = List.copyOf(pipelines);
        this.entities = requireNonNull(entities, "entities is null");
    }

    /** Those pipelines that have one of these names, alone. */
    public Pipelines only(Set<String> names) {
        return new Pipelines(
                pipelines.stream()
                        .filter(pipeline -> names.contains(pipeline.name()))
                        .toList(),
                entities);
    }

    /** One event on its way through one pipeline. */
    private record Run(Pipeline pipeline, Facts facts) {}

    /** {@link #run(List, Consumer)} for callers that do not ask why something is not delivered. */
    public List<Rendered> run(List<Event> events) {
        return run(events, drop -> {});
    }

    /**
     * What is to be delivered, in the order of the events, then of the pipelines.
     *
     * @param drops is given each event that a pipeline took and then dropped
     * @throws com.ingestlayer.UnavailableException when entities could not be read
     */
    public List<Rendered> run(List<Event> events, Consumer<Dropped> drops) {
        List<Run> runs = new ArrayList<>();
        for (Event event : events) {
            for (Pipeline pipeline : pipelines) {
                if (pipeline.takes(event)) {
                    runs.add(new Run(pipeline, Facts.of(event)));
                }
            }
        }
        Map<EntityKey, ObjectNode> found = new HashMap<>();
        Set<EntityKey> asked = new HashSet<>();
        int steps =
                pipelines.stream().mapToInt(each -> each.steps().size()).max().orElse(0);
        for (int i = 0; i < steps; i++) {
            readEntities(runs, i, asked, found);
            runs = applyStep(runs, i, found, drops);
        }
        return render(runs);
    }

    private void readEntities(List<Run> runs, int step, Set<EntityKey> asked, Map<EntityKey, ObjectNode> found) {
        Set<EntityKey> needed = new HashSet<>();
        for (Run run : runs) {
            if (step < run.pipeline.steps().size()) {
                needed.addAll(run.pipeline.steps().get(step).reads(run.facts));
            }
        }
        needed.removeAll(asked);
        if (!needed.isEmpty()) {
            found.putAll(entities.traitsOf(needed));
            asked.addAll(needed);
        }
    }

    private static List<Run> applyStep(
            List<Run> runs, int step, Map<EntityKey, ObjectNode> found, Consumer<Dropped> drops) {
        List<Run> left = new ArrayList<>(runs.size());
        for (Run run : runs) {
            if (step >= run.pipeline.steps().size()) {
                left.add(run);
                continue;
            }
            Step.Result result = run.pipeline.steps().get(step).apply(run.facts, found);
            if (result instanceof Step.Result.Continue more) {
                left.add(new Run(run.pipeline, more.facts()));
            } else if (result instanceof Step.Result.Drop drop) {
                drops.accept(new Dropped(run.facts.event().id(), run.pipeline.name(), drop.reason()));
            }
        }
        return left;
    }

    private static List<Rendered> render(List<Run> runs) {
        List<Rendered> rendered = new ArrayList<>();
        for (Run run : runs) {
            String body = Envelope.render(run.facts);
            for (Destination destination : run.pipeline.destinations()) {
                if (destination instanceof WebhookOut webhook) {
                    rendered.add(new Rendered(run.facts.event(), run.pipeline.name(), webhook, body));
                }
            }
        }
        return rendered;
    }
}
