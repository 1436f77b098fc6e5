package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import java.util.Map;
import java.util.Optional;

/**
 * Where entities are written and read one by one. Every method throws {@link com.ingestlayer.UnavailableException} when the
 * table does not answer; a write may have happened then, and may be made again. Thread-safe.
 */
public interface EntityStore {
    /** What came of a deletion. */
    enum Deletion {
        DELETED,
        ABSENT,
        /** Its version is another one; nothing was deleted. */
        CONFLICT
    }

    /** The entity as the last write that returned left it. */
    Optional<Entity> find(EntityKey key);

    /**
     * Merges traits into an entity, or makes it, in one step: two writers at once never lose each other's traits. Each
     * trait given takes the place of the entity's, a trait of null is taken away, all others stay.
     *
     * @param traits such as {@link Traits#check} finds nothing wrong with
     */
    WriteResult write(EntityKey key, ObjectNode traits, Precondition precondition);

    /**
     * {@link #write} for many entities side by side, without preconditions.
     *
     * @return one result for each key
     */
    Map<EntityKey, WriteResult> writeAll(Map<EntityKey, ObjectNode> traits);

    /** Whether the precondition asks for existence or not makes no difference here. */
    Deletion delete(EntityKey key, Precondition precondition);

    /**
     * The entities of a kind, sorted by the UTF-8 bytes of their external ids. A write that returned a moment ago may not
     * be in the list yet, and one that is in it may be gone.
     *
     * @param after the external id after which the page starts; from the start when empty
     * @param limit how many at most
     */
    Page<Entity, String> list(String kind, Optional<String> after, int limit);
}
