package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

/**
 * Names one entity.
 *
 * @param kind a free word without {@code #}, such as {@code user}
 * @param externalId the caller's own id; not empty
 */
public record EntityKey(String kind, String externalId) {
    public EntityKey {
        requireNonNull(kind, "kind is null");
        requireNonNull(externalId, "externalId is null");
        if (kind.isEmpty() || kind.indexOf('#') >= 0) {
            throw new IllegalArgumentException("kind must not be empty or hold '#': " + kind);
        }
        if (externalId.isEmpty()) {
            throw new IllegalArgumentException("externalId is empty");
        }
    }
}
