package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Explanation;
import com.ingestlayer.pipeline.step.EventContext;
import com.ingestlayer.pipeline.step.Step;
import com.ingestlayer.pipeline.step.StepServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline would do with an event, and why. Nothing is sent.
 *
 * @param taken whether the pipeline's sources match the event; the steps run in any case
 * @param steps the traces of the steps that the event reached
 * @param deliveries what would be sent; empty if a step dropped the event
 * @param passedOver the destinations whose condition does not hold, with an explanation of each condition
 */
public record DryRun(
        boolean taken, List<StepTrace> steps, List<OutgoingDelivery> deliveries, Map<String, List<String>> passedOver) {
    /**
     * The trace of one step.
     *
     * @param step the name of the step in the file
     * @param why what the step looked at, one line each
     * @param found the values that the step added or changed, by path
     * @param dropped the reason, if the step dropped the event
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
     * Runs an event through a pipeline, whatever the status of the pipeline.
     *
     * @param services services that write nothing, such as {@link StepServices#forReplay}
     */
    public static DryRun of(Pipeline pipeline, Event event, StepServices services) {
        List<StepTrace> steps = new ArrayList<>();
        Map<String, List<String>> passedOver = new LinkedHashMap<>();
        Pipelines.Listener listener = new Pipelines.Listener() {
            @Override
            public void dropped(Dropped dropped) {
                // The trace of the step already contains the reason.
            }

            @Override
            public void ran(Step step, EventContext context, Step.Result result) {
                if (result instanceof Step.Result.Continue more) {
                    steps.add(new StepTrace(
                            step.name(), step.why(context), found(context, more.context()), Optional.empty()));
                } else if (result instanceof Step.Result.Drop drop) {
                    steps.add(new StepTrace(step.name(), step.why(context), Map.of(), Optional.of(drop.reason())));
                }
            }

            @Override
            public void passedOver(Destination destination, EventContext context) {
                if (destination instanceof WebhookOut webhook) {
                    passedOver.put(webhook.name(), Explanation.of(webhook.when().orElseThrow(), context));
                }
            }
        };
        List<OutgoingDelivery> deliveries = Pipelines.run(pipeline, event, services, listener);
        return new DryRun(pipeline.isFor(event), steps, deliveries, passedOver);
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
