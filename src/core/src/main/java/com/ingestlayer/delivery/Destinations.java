package com.ingestlayer.delivery;

import com.ingestlayer.pipeline.Auth;
import com.ingestlayer.pipeline.Destination;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.WebhookOut;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How each destination wants its webhooks to prove where they come from; every pipeline's, active or not. Thread-safe. */
public final class Destinations {
    private record Name(String pipeline, String destination) {}

    private final Map<Name, Auth> auths;

    public Destinations(Collection<Pipeline> pipelines) {
        Map<Name, Auth> all = new HashMap<>();
        for (Pipeline pipeline : pipelines) {
            for (Destination destination : pipeline.destinations()) {
                if (destination instanceof WebhookOut webhook) {
                    all.put(new Name(pipeline.name(), webhook.name()), webhook.auth());
                }
            }
        }
        auths = Map.copyOf(all);
    }

    /** Empty when the configuration no longer has the destination. */
    Optional<Auth> authOf(DeliveryKey key) {
        return Optional.ofNullable(auths.get(new Name(key.pipeline(), key.destination())));
    }
}
