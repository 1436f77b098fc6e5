package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Explanation;
import com.ingestlayer.pipeline.step.EventContext;
import com.ingestlayer.pipeline.step.LookupResults;
import com.ingestlayer.pipeline.step.Step;
import com.ingestlayer.pipeline.step.StepServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a pipeline would do with an event, and why. Nothing is sent.
 *
 * @param taken whether the pipeline's sources name the event; the steps are run all the same
 * @param steps as far as the event came
 * @param deliveries what would be sent; empty when a step dropped the event
 * @param passedOver destinations whose condition does not hold, and how it came to that
 */
public record DryRun(
        boolean taken, List<StepTrace> steps, List<OutgoingDelivery> deliveries, Map<String, List<String>> passedOver) {
    /**
     * What one step did.
     *
     * @param step its name in the file
     * @param why what it looked at, a line each
     * @param found what stands under new or changed paths after it
     * @param dropped the reason, when the event ended here
     */
    public record StepTrace(String step, List<String> why, Map<String, JsonNode> found, Optional<String> dropped) {
        public StepTrace {
            requireNonNull(step, "step is null");
            why = List.copyOf(why);
            found = new LinkedHashMap<>(found);
            requireNonNull(dropped, "dropped is null");
        }
    }

    public DryRun {
        steps = List.copyOf(steps);
        deliveries = List.copyOf(deliveries);
        passedOver = new LinkedHashMap<>(passedOver);
    }

    /**
     * Runs an event through a pipeline, whatever its status.
     *
     * @param outside such as {@link StepServices#forReplay}, which writes nothing
     */
    public static DryRun of(Pipeline pipeline, Event event, StepServices outside) {
        LookupResults answers = new LookupResults(outside, Set.of(event.id()));
        EventContext facts = EventContext.of(pipeline.name(), event);
        List<StepTrace> traces = new ArrayList<>();
        boolean taken = pipeline.isFor(event);
        for (Step step : pipeline.steps()) {
            answers.ask(step.needs(facts).stream()
                    .filter(need -> !answers.meet(need))
                    .toList());
            Step.Result result = step.apply(facts, answers);
            if (result instanceof Step.Result.Drop drop) {
                traces.add(new StepTrace(step.name(), step.why(facts), Map.of(), Optional.of(drop.reason())));
                return new DryRun(taken, traces, List.of(), Map.of());
            }
            EventContext after = ((Step.Result.Continue) result).facts();
            traces.add(new StepTrace(step.name(), step.why(facts), found(facts, after), Optional.empty()));
            facts = after;
        }
        Map<String, List<String>> passedOver = new LinkedHashMap<>();
        for (Destination destination : pipeline.destinations()) {
            if (destination instanceof WebhookOut webhook && !webhook.takes(facts)) {
                passedOver.put(webhook.name(), Explanation.of(webhook.when().orElseThrow(), facts));
            }
        }
        return new DryRun(
                taken, traces, Pipelines.render(pipeline, facts, outside.clock().instant()), passedOver);
    }

    private static Map<String, JsonNode> found(EventContext before, EventContext after) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        after.findings().forEach((root, values) -> values.properties().forEach(each -> {
            JsonNode old = before.at(root, List.of(each.getKey()));
            if (!old.equals(each.getValue())) {
                found.put(root.word() + "." + each.getKey(), each.getValue());
            }
        }));
        return found;
    }
}
