package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a key may do. The key itself is nowhere.
 *
 * @param source the source its events come from, such as {@code sdk.event}
 * @param scopes such as {@code ingest}
 */
public record ApiKey(String name, String source, Set<String> scopes) {
    public ApiKey {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        scopes = Set.copyOf(scopes);
    }
}
