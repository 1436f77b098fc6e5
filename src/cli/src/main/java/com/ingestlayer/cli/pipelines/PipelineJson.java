package com.ingestlayer.cli.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.SourceRule;
import java.util.Locale;

/** Renders pipelines as the JSON that commands print. */
public final class PipelineJson {
    private PipelineJson() {}

    /** Renders one line of a list. */
    public static ObjectNode of(Pipeline pipeline) {
        ObjectNode json = Json.object();
        json.put("pipeline", pipeline.name());
        json.put("status", pipeline.status().name().toLowerCase(Locale.ROOT));
        ArrayNode events = json.putArray("events");
        pipeline.sources().forEach(rule -> events.add(text(rule)));
        if (events.isEmpty()) {
            events.add("every event");
        }
        ArrayNode steps = json.putArray("steps");
        pipeline.steps().forEach(step -> steps.add(step.name()));
        ArrayNode destinations = json.putArray("destinations");
        pipeline.destinations().forEach(destination -> destinations.add(destination.name()));
        return json;
    }

    /** Renders a whole pipeline, including the address of each destination. */
    static ObjectNode whole(Pipeline pipeline) {
        ObjectNode json = of(pipeline);
        ArrayNode destinations = json.putArray("destinations");
        for (Destination destination : pipeline.destinations()) {
            if (destination instanceof WebhookOut webhook) {
                destinations
                        .addObject()
                        .put("name", webhook.name())
                        .put("url", webhook.url())
                        .put("auth", webhook.auth().getClass().getSimpleName().toLowerCase(Locale.ROOT))
                        .put("when", webhook.when().isPresent() ? "on a condition" : "always");
            }
        }
        return json;
    }

    private static String text(SourceRule rule) {
        return rule.match().orElse("any event") + " from " + rule.kind();
    }
}
