package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What came of a write.
 *
 * @param entity as it stands now; empty where nothing was written
 */
public record Written(Result result, Optional<Entity> entity) {
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

    public Written {
        requireNonNull(result, "result is null");
        requireNonNull(entity, "entity is null");
    }

    public static Written created(Entity entity) {
        return new Written(Result.CREATED, Optional.of(entity));
    }

    public static Written merged(Entity entity) {
        return new Written(Result.MERGED, Optional.of(entity));
    }

    public static Written nothing(Result why) {
        return new Written(why, Optional.empty());
    }
}
