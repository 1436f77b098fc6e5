package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.pipeline.step.EventContext;
import com.ingestlayer.pipeline.step.Lookup;
import com.ingestlayer.pipeline.step.LookupResults;
import com.ingestlayer.pipeline.step.Step;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.redaction.SearchedTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the events of a request through every pipeline that takes them. Each goes on until a step needs something from
 * outside; what all of them need is then asked for together, each thing once. So a request costs as many rounds of calls as
 * the pipeline with the most such steps, however many events and pipelines there are. Thread-safe.
 */
public final class Pipelines {
    private final List<Pipeline> pipelines;
    private final StepServices outside;

    public Pipelines(List<Pipeline> pipelines, StepServices outside) {
        this.pipelines = List.copyOf(pipelines);
        this.outside = requireNonNull(outside, "outside is null");
    }

    /** Is told what becomes of each event in each pipeline that takes it, before anything of it is queued. */
    @FunctionalInterface
    public interface Listener {
        /** For callers that do not ask. */
        Listener NONE = drop -> {};

        void dropped(Dropped dropped);

        /** The event came through every step. */
        default void passed(Passed passed) {}
    }

    /** Whether the pipeline of this name runs; empty when there is none. */
    public Optional<Pipeline.Status> statusOf(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .map(Pipeline::status)
                .findFirst();
    }

    /** Those pipelines that have one of these names, alone. */
    public Pipelines only(Set<String> names) {
        return new Pipelines(
                pipelines.stream()
                        .filter(pipeline -> names.contains(pipeline.name()))
                        .toList(),
                outside);
    }

    /** {@link #run(List, Listener)} for callers that do not ask why something is not delivered. */
    public List<OutgoingDelivery> run(List<Event> events) {
        return run(events, Listener.NONE);
    }

    /**
     * What is to be delivered, in the order of the events, then of the pipelines.
     *
     * @throws com.ingestlayer.UnavailableException when something from outside could not be had
     */
    public List<OutgoingDelivery> run(List<Event> events, Listener listener) {
        List<Run> runs = new ArrayList<>(events.size());
        Set<EventId> request = new HashSet<>();
        SearchedTexts searched = new SearchedTexts();
        for (Event event : events) {
            request.add(event.id());
            for (Pipeline pipeline : pipelines) {
                if (pipeline.takes(event)) {
                    runs.add(new Run(pipeline, event, searched));
                }
            }
        }
        LookupResults answers = new LookupResults(outside, request);
        List<Lookup> needs = goOn(runs, answers);
        while (!needs.isEmpty()) {
            answers.ask(needs);
            needs = goOn(runs, answers);
        }
        Instant now = outside.clock().instant();
        List<OutgoingDelivery> rendered = new ArrayList<>();
        for (Run run : runs) {
            if (run.dropped().isPresent()) {
                listener.dropped(run.dropped().get());
            } else {
                rendered.addAll(run.render(now, listener));
            }
        }
        return rendered;
    }

    /** What the runs wait for now. */
    private static List<Lookup> goOn(List<Run> runs, LookupResults answers) {
        List<Lookup> needs = new ArrayList<>();
        for (Run run : runs) {
            needs.addAll(run.goOn(answers));
        }
        return needs;
    }

    /**
     * What the pipeline sends of an event that came through its steps. Conditions see all that is known; each destination gets
     * what it may see of it.
     *
     * @param now for {@code now()}
     */
    static List<OutgoingDelivery> render(Pipeline pipeline, EventContext facts, Instant now) {
        boolean allSeeTheSame = facts.redactions().isEmpty();
        String body = "";
        List<OutgoingDelivery> rendered = new ArrayList<>();
        for (Destination destination : pipeline.destinations()) {
            if (destination instanceof WebhookOut webhook && webhook.takes(facts)) {
                if (body.isEmpty() || !allSeeTheSame) {
                    body = facts.forDestination(webhook.name()).body(now);
                }
                rendered.add(new OutgoingDelivery(facts.event(), pipeline.name(), webhook, body, facts.notBefore()));
            }
        }
        return rendered;
    }

    /** One event on its way through one pipeline. */
    private static final class Run {
        private final Pipeline pipeline;
        private EventContext facts;
        private int next;
        private Optional<Dropped> dropped = Optional.empty();

        private Run(Pipeline pipeline, Event event, SearchedTexts searched) {
            this.pipeline = pipeline;
            this.facts = EventContext.of(pipeline.name(), event, searched);
        }

        /** Does what it can; gives the unmet needs of the step it came to, none when it is through or was dropped. */
        private List<Lookup> goOn(LookupResults answers) {
            while (dropped.isEmpty() && next < pipeline.steps().size()) {
                Step step = pipeline.steps().get(next);
                List<Lookup> unmet = unmet(step.needs(facts), answers);
                if (!unmet.isEmpty()) {
                    return unmet;
                }
                Step.Result result = step.apply(facts, answers);
                if (result instanceof Step.Result.Continue more) {
                    facts = more.facts();
                } else if (result instanceof Step.Result.Drop drop) {
                    dropped = Optional.of(new Dropped(facts.event().id(), pipeline.name(), drop.reason()));
                }
                next++;
            }
            return List.of();
        }

        private static List<Lookup> unmet(List<Lookup> needs, LookupResults answers) {
            List<Lookup> unmet = List.of();
            for (Lookup need : needs) {
                if (!answers.meet(need)) {
                    unmet = unmet.isEmpty() ? new ArrayList<>() : unmet;
                    unmet.add(need);
                }
            }
            return unmet;
        }

        private Optional<Dropped> dropped() {
            return dropped;
        }

        private List<OutgoingDelivery> render(Instant now, Listener listener) {
            List<OutgoingDelivery> rendered = Pipelines.render(pipeline, facts, now);
            listener.passed(
                    new Passed(pipeline.name(), rendered, () -> facts.forModel().body(now)));
            return rendered;
        }
    }
}
