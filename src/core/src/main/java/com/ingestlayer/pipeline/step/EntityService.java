package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.event.EventId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads entities and merges traits into them. After a merge, reading the entity returns the merged state. Thread-safe.
 */
public final class EntityService implements LookupService {
    private static final Set<Class<? extends Lookup<?>>> KINDS = Set.of(Traits.class, Merge.class);

    private final EntityLookup entities;
    private final Merging merging;

    /** Looks up an entity's traits. */
    record Traits(EntityKey key) implements Lookup<ObjectNode> {}

    /** Merges traits into an entity and returns the resulting traits; finds nothing if the entity cannot take them. */
    record Merge(EventId event, EntityKey key, ObjectNode traits) implements Lookup<ObjectNode> {}

    /** Merges traits into entities. */
    @FunctionalInterface
    public interface Merging {
        /**
         * Merges each entity's traits.
         *
         * @return the traits of each entity after that; an entity that cannot take the new traits is missing
         */
        Map<EntityKey, ObjectNode> all(Map<EntityKey, ObjectNode> traits);

        /** Returns the merging of a store. */
        static Merging into(EntityStore store) {
            return traits -> {
                Map<EntityKey, ObjectNode> merged = new HashMap<>();
                store.writeAll(traits).forEach((key, written) -> written.entity()
                        .ifPresent(entity -> merged.put(key, entity.traits())));
                return merged;
            };
        }
    }

    public EntityService(EntityLookup entities, Merging merging) {
        this.entities = requireNonNull(entities, "entities is null");
        this.merging = requireNonNull(merging, "merging is null");
    }

    @Override
    public Set<Class<? extends Lookup<?>>> kinds() {
        return KINDS;
    }

    @Override
    public Session begin(Set<EventId> request) {
        return new EntitySession();
    }

    /** Its collections start small, because most requests look up one or two entities. */
    private final class EntitySession implements Session {
        private final Set<EntityKey> read = new HashSet<>(4);
        private final Map<EntityKey, ObjectNode> traits = new HashMap<>(4);
        private final Map<Merge, Optional<ObjectNode>> merged = new HashMap<>(4);

        @Override
        public boolean knows(Lookup<?> lookup) {
            return lookup instanceof Traits of ? read.contains(of.key()) : merged.containsKey(lookup);
        }

        @Override
        public Optional<ObjectNode> answer(Lookup<?> lookup) {
            return lookup instanceof Traits of ? Optional.ofNullable(traits.get(of.key())) : merged.get(lookup);
        }

        @Override
        public void ask(Collection<Lookup<?>> lookups) {
            Set<EntityKey> keys = new LinkedHashSet<>(4);
            List<Merge> merges = new ArrayList<>(0);
            for (Lookup<?> lookup : lookups) {
                if (lookup instanceof Traits of) {
                    keys.add(of.key());
                } else {
                    merges.add((Merge) lookup);
                }
            }
            if (!keys.isEmpty()) {
                traits.putAll(entities.traitsOf(keys));
                read.addAll(keys);
            }
            merge(merges);
        }

        /** Merges sequentially for the same entity, and in parallel for different ones. */
        private void merge(List<Merge> merges) {
            List<Merge> left = merges;
            while (!left.isEmpty()) {
                Map<EntityKey, Merge> first = new LinkedHashMap<>();
                List<Merge> later = new ArrayList<>();
                for (Merge merge : left) {
                    if (first.putIfAbsent(merge.key(), merge) != null) {
                        later.add(merge);
                    }
                }
                Map<EntityKey, ObjectNode> wanted = new LinkedHashMap<>();
                first.forEach((key, merge) -> wanted.put(key, merge.traits()));
                Map<EntityKey, ObjectNode> after = merging.all(wanted);
                first.forEach((key, merge) -> merged.put(merge, Optional.ofNullable(after.get(key))));
                traits.putAll(after);
                read.addAll(after.keySet());
                left = later;
            }
        }
    }
}
