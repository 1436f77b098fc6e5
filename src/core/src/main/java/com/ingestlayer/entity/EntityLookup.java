package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Reads the traits of entities. Implementations are thread-safe. */
public interface EntityLookup {
    /**
     * Returns the traits of those entities that exist. Each key costs one read however often it is needed; a hundred
     * keys cost one round trip.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer for every key
     */
    Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys);
}
