package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What came of a write.
 *
 * @param entity as it stands now; empty where nothing was written
 */
public record WriteResult(Result result, Optional<Entity> entity) {
    /** In one word. */
    public enum Result {
        CREATED,
        MERGED,
        /** It must have been there and was not; nothing was written. */
        ABSENT,
        /** Its version is another one; nothing was written. */
        CONFLICT,
        /** It would not fit into the table any more; nothing was written. */
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
