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
 * Runs the events of a request through every pipeline that takes them. Each run continues until a step needs something
 * from outside; the lookups of all runs are then made together, each one once. So a request costs as many rounds of
 * calls as the pipeline with the most such steps, however many events and pipelines there are. Immutable and
 * thread-safe.
 */
public final class Pipelines {
    private final List<Pipeline> pipelines;
    private final StepServices services;

    public Pipelines(List<Pipeline> pipelines, StepServices services) {
        this.pipelines = List.copyOf(pipelines);
        this.services = requireNonNull(services, "services is null");
    }

    /**
     * Receives what each pipeline does with each event that it takes, before anything is queued. Implementations need
     * not be thread-safe.
     */
    @FunctionalInterface
    public interface Listener {
        /** A listener that ignores everything. */
        Listener NONE = drop -> {};

        void dropped(Dropped dropped);

        /** Called if the event passed every step. */
        default void passed(Passed passed) {}

        /** Called after a step ran, with the context that the step was given. */
        default void ran(Step step, EventContext context, Step.Result result) {}

        /** Called if a destination does not get the event, because its condition does not hold in the context. */
        default void passedOver(Destination destination, EventContext context) {}
    }

    /** Returns the status of the pipeline with this name; empty if there is none. */
    public Optional<Pipeline.Status> statusOf(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .map(Pipeline::status)
                .findFirst();
    }

    /** Returns only the pipelines with these names. */
    public Pipelines only(Set<String> names) {
        return new Pipelines(
                pipelines.stream()
                        .filter(pipeline -> names.contains(pipeline.name()))
                        .toList(),
                services);
    }

    /** Does the same as {@link #run(List, Listener)}, without a listener. */
    public List<OutgoingDelivery> run(List<Event> events) {
        return run(events, Listener.NONE);
    }

    /**
     * Returns the deliveries, in the order of the events and then of the pipelines.
     *
     * @throws com.ingestlayer.UnavailableException if a lookup failed
     */
    public List<OutgoingDelivery> run(List<Event> events, Listener listener) {
        List<Run> runs = new ArrayList<>(events.size());
        Set<EventId> request = new HashSet<>();
        SearchedTexts searched = new SearchedTexts();
        for (Event event : events) {
            request.add(event.id());
            for (Pipeline pipeline : pipelines) {
                if (pipeline.takes(event)) {
                    runs.add(new Run(pipeline, event, searched, listener));
                }
            }
        }
        return complete(runs, request, services);
    }

    /** Runs an event through one pipeline, whatever the status and sources of the pipeline. */
    static List<OutgoingDelivery> run(Pipeline pipeline, Event event, StepServices services, Listener listener) {
        Run run = new Run(pipeline, event, new SearchedTexts(), listener);
        return complete(List.of(run), Set.of(event.id()), services);
    }

    private static List<OutgoingDelivery> complete(List<Run> runs, Set<EventId> request, StepServices services) {
        LookupResults results = new LookupResults(services, request);
        List<Lookup<?>> lookups = goOn(runs, results);
        while (!lookups.isEmpty()) {
            results.ask(lookups);
            lookups = goOn(runs, results);
        }
        Instant now = services.clock().instant();
        List<OutgoingDelivery> deliveries = new ArrayList<>();
        for (Run run : runs) {
            deliveries.addAll(run.end(now));
        }
        return deliveries;
    }

    /** Continues all runs and returns the lookups that they wait for. */
    private static List<Lookup<?>> goOn(List<Run> runs, LookupResults results) {
        List<Lookup<?>> lookups = new ArrayList<>();
        for (Run run : runs) {
            lookups.addAll(run.goOn(results));
        }
        return lookups;
    }

    /** The run of one event through one pipeline. */
    private static final class Run {
        private final Pipeline pipeline;
        private final Listener listener;
        private EventContext context;
        private int next;
        private Optional<Dropped> dropped = Optional.empty();

        private Run(Pipeline pipeline, Event event, SearchedTexts searched, Listener listener) {
            this.pipeline = pipeline;
            this.listener = listener;
            this.context = EventContext.of(pipeline.name(), event, searched);
        }

        /**
         * Runs steps until one waits for lookups, and returns those lookups; returns an empty list at the end of the
         * run.
         */
        private List<Lookup<?>> goOn(LookupResults results) {
            while (dropped.isEmpty() && next < pipeline.steps().size()) {
                Step step = pipeline.steps().get(next);
                List<Lookup<?>> open = open(step.lookups(context), results);
                if (!open.isEmpty()) {
                    return open;
                }
                Step.Result result = step.apply(context, results);
                listener.ran(step, context, result);
                if (result instanceof Step.Result.Continue more) {
                    context = more.context();
                } else if (result instanceof Step.Result.Drop drop) {
                    dropped = Optional.of(new Dropped(context.event().id(), pipeline.name(), drop.reason()));
                }
                next++;
            }
            return List.of();
        }

        private static List<Lookup<?>> open(List<Lookup<?>> lookups, LookupResults results) {
            List<Lookup<?>> open = List.of();
            for (Lookup<?> lookup : lookups) {
                if (!results.has(lookup)) {
                    open = open.isEmpty() ? new ArrayList<>() : open;
                    open.add(lookup);
                }
            }
            return open;
        }

        /**
         * Reports the end of the run to the listener and returns the deliveries; an empty list if a step dropped the
         * event.
         */
        private List<OutgoingDelivery> end(Instant now) {
            if (dropped.isPresent()) {
                listener.dropped(dropped.get());
                return List.of();
            }
            List<OutgoingDelivery> deliveries = render(now);
            listener.passed(new Passed(
                    pipeline.name(), deliveries, () -> context.forModel().body(now)));
            return deliveries;
        }

        /** Renders the deliveries. Conditions see the whole context; each destination gets the part that it may see. */
        private List<OutgoingDelivery> render(Instant now) {
            boolean allSeeTheSame = context.redactions().isEmpty();
            String body = "";
            List<OutgoingDelivery> deliveries = new ArrayList<>();
            for (Destination destination : pipeline.destinations()) {
                if (destination instanceof WebhookOut webhook && webhook.takes(context)) {
                    if (body.isEmpty() || !allSeeTheSame) {
                        body = context.forDestination(webhook.name()).body(now);
                    }
                    deliveries.add(
                            new OutgoingDelivery(context.event(), pipeline.name(), webhook, body, context.notBefore()));
                } else {
                    listener.passedOver(destination, context);
                }
            }
            return deliveries;
        }
    }
}
