package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Where the traits of entities are read. Implementations are thread-safe. */
public interface EntityLookup {
    /**
     * The traits of those entities that exist. Each key costs one read however often it is needed; a hundred keys cost
     * one round trip.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer for every key
     */
    Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys);
}
