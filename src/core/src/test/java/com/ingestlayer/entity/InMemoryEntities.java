package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Unavailability;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Entities in a map; counts how often it is asked. */
public final class InMemoryEntities implements EntityLookup {
    public final Unavailability reads = new Unavailability();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<EntityKey, ObjectNode> traits = new ConcurrentHashMap<>();

    @Override
    public Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys) {
        reads.check("the entities");
        calls.incrementAndGet();
        Map<EntityKey, ObjectNode> found = new HashMap<>();
        keys.stream()
                .filter(traits::containsKey)
                .forEach(key -> found.put(key, traits.get(key).deepCopy()));
        return found;
    }

    public void put(String kind, String externalId, ObjectNode entityTraits) {
        traits.put(new EntityKey(kind, externalId), entityTraits);
    }

    public int calls() {
        return calls.get();
    }
}
