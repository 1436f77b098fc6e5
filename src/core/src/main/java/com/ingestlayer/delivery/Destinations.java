package com.ingestlayer.delivery;

import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.dispatch.DeliveryKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The webhook destinations of all pipelines, active or not. Immutable and thread-safe. */
public final class Destinations {
    private record Name(String pipeline, String destination) {}

    private final Map<Name, WebhookOut> webhooks;

    /** @param byPipeline the destinations of each pipeline, by the pipeline's name */
    public Destinations(Map<String, List<Destination>> byPipeline) {
        Map<Name, WebhookOut> all = new HashMap<>();
        byPipeline.forEach((pipeline, destinations) -> destinations.forEach(destination -> {
            if (destination instanceof WebhookOut webhook) {
                all.put(new Name(pipeline, webhook.name()), webhook);
            }
        }));
        webhooks = Map.copyOf(all);
    }

    /** Returns the destination; empty if the configuration no longer has it. */
    Optional<WebhookOut> find(DeliveryKey key) {
        return Optional.ofNullable(webhooks.get(new Name(key.pipeline(), key.destination())));
    }

    /** Returns all destinations, sorted by their key {@code <pipeline>/<destination>}. */
    SortedMap<String, WebhookOut> all() {
        SortedMap<String, WebhookOut> all = new TreeMap<>();
        webhooks.forEach((name, webhook) -> all.put(name.pipeline() + "/" + name.destination(), webhook));
        return all;
    }
}
