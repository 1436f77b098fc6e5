package com.ingestlayer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.WriteResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An in-memory entity store that becomes unavailable after some writes, in the middle of a batch. */
public final class FailingEntities implements EntityLookup, EntityStore {
    private final InMemoryEntities entities = new InMemoryEntities();
    private long writesLeft = Long.MAX_VALUE;
    private Runnable afterBatch = () -> {};

    public void failAfter(long writes) {
        writesLeft = writes;
    }

    public void failNever() {
        writesLeft = Long.MAX_VALUE;
    }

    public void afterEachBatch(Runnable action) {
        afterBatch = action;
    }

    @Override
    public Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys) {
        return entities.traitsOf(keys);
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        return entities.find(key);
    }

    @Override
    public WriteResult write(EntityKey key, ObjectNode traits, Precondition precondition) {
        if (writesLeft-- <= 0) {
            throw new UnavailableException("the Entities table");
        }
        return entities.write(key, traits, precondition);
    }

    @Override
    public Map<EntityKey, WriteResult> writeAll(Map<EntityKey, ObjectNode> traits) {
        Map<EntityKey, WriteResult> results = new LinkedHashMap<>();
        traits.forEach((key, each) -> results.put(key, write(key, each, Precondition.NONE)));
        afterBatch.run();
        return results;
    }

    @Override
    public Deletion delete(EntityKey key, Precondition precondition) {
        return entities.delete(key, precondition);
    }

    @Override
    public Page<Entity, String> list(String kind, Optional<String> after, int limit) {
        return entities.list(kind, after, limit);
    }
}
