package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A condition that must hold for a write to happen.
 *
 * @param exists whether the entity must exist; if false, a write creates a missing one
 * @param version the version that the entity must have
 */
public record Precondition(boolean exists, OptionalLong version) {
    public static final Precondition NONE = new Precondition(false, OptionalLong.empty());
    public static final Precondition EXISTS = new Precondition(true, OptionalLong.empty());

    public Precondition {
        requireNonNull(version, "version is null");
        if (version.isPresent() && !exists) {
            throw new IllegalArgumentException("only an entity that exists has a version");
        }
    }

    public static Precondition version(long version) {
        return new Precondition(true, OptionalLong.of(version));
    }
}
