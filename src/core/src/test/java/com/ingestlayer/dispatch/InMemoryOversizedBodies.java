package com.ingestlayer.dispatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Oversized bodies in a map. */
public final class InMemoryOversizedBodies implements OversizedBodies {
    private final Map<DeliveryKey, String> bodies = new ConcurrentHashMap<>();

    @Override
    public void put(DeliveryKey key, String body) {
        bodies.put(key, body);
    }

    @Override
    public Optional<String> get(DeliveryKey key) {
        return Optional.ofNullable(bodies.get(key));
    }
}
