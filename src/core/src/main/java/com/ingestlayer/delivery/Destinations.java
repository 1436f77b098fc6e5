package com.ingestlayer.delivery;

import com.ingestlayer.pipeline.Destination;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.WebhookOut;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How each destination wants its webhooks; every pipeline's, active or not. Thread-safe. */
public final class Destinations {
    private record Name(String pipeline, String destination) {}

    private final Map<Name, WebhookOut> webhooks;

    public Destinations(Collection<Pipeline> pipelines) {
        Map<Name, WebhookOut> all = new HashMap<>();
        for (Pipeline pipeline : pipelines) {
            for (Destination destination : pipeline.destinations()) {
                if (destination instanceof WebhookOut webhook) {
                    all.put(new Name(pipeline.name(), webhook.name()), webhook);
                }
            }
        }
        webhooks = Map.copyOf(all);
    }

    /** Empty when the configuration no longer has the destination. */
    Optional<WebhookOut> find(DeliveryKey key) {
        return Optional.ofNullable(webhooks.get(new Name(key.pipeline(), key.destination())));
    }

    /** All of them, by {@code <pipeline>/<destination>}, in the order of these names. */
    SortedMap<String, WebhookOut> all() {
        SortedMap<String, WebhookOut> all = new TreeMap<>();
        webhooks.forEach((name, webhook) -> all.put(name.pipeline() + "/" + name.destination(), webhook));
        return all;
    }
}
