package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The result of a write.
 *
 * @param entity the entity after the write; empty if nothing was written
 */
public record WriteResult(Result result, Optional<Entity> entity) {
    /** What the write did. */
    public enum Result {
        CREATED,
        MERGED,
        /** The entity had to exist and did not; nothing was written. */
        ABSENT,
        /** The entity has another version; nothing was written. */
        CONFLICT,
        /** The entity would be too large for the table; nothing was written. */
        TOO_LARGE
    }

    public WriteResult {
        requireNonNull(result, "result is null");
        requireNonNull(entity, "entity is null");
    }

    public static WriteResult created(Entity entity) {
        return new WriteResult(Result.CREATED, Optional.of(entity));
    }

    public static WriteResult merged(Entity entity) {
        return new WriteResult(Result.MERGED, Optional.of(entity));
    }

    public static WriteResult nothing(Result why) {
        return new WriteResult(why, Optional.empty());
    }
}
