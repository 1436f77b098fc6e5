package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes single entities. Every method throws {@link com.ingestlayer.UnavailableException} if the table does
 * not answer; a write may have happened then, and may be repeated. Thread-safe.
 */
public interface EntityStore {
    /** The result of a deletion. */
    enum Deletion {
        DELETED,
        ABSENT,
        /** The entity has another version; nothing was deleted. */
        CONFLICT
    }

    /** Returns the entity as the last write that has returned left it. */
    Optional<Entity> find(EntityKey key);

    /**
     * Merges traits into an entity, or creates it, in one atomic step: two concurrent writers never lose each other's
     * traits. A given trait replaces the entity's, a trait of null is removed, and all others stay.
     *
     * @param traits traits that {@link Traits#check} accepts
     */
    WriteResult write(EntityKey key, ObjectNode traits, Precondition precondition);

    /**
     * Calls {@link #write} for many entities in parallel, without preconditions.
     *
     * @return one result for each key
     */
    Map<EntityKey, WriteResult> writeAll(Map<EntityKey, ObjectNode> traits);

    /** Deletes an entity. The existence part of the precondition has no effect here. */
    Deletion delete(EntityKey key, Precondition precondition);

    /**
     * Returns the entities of a kind, sorted by the UTF-8 bytes of their external ids. A write that returned a moment
     * ago may not be listed yet, and a listed entity may have been deleted.
     *
     * @param after the external id after which the page starts; empty for the first page
     * @param limit the maximum number of items
     */
    Page<Entity, String> list(String kind, Optional<String> after, int limit);
}
