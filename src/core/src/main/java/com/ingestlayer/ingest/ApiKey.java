package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * What a key may do. The key itself is nowhere.
 *
 * @param source the source its events come from, such as {@code sdk.event}
 * @param scopes such as {@code ingest}
 * @param rateLimit empty for none
 */
public record ApiKey(String name, String source, Set<String> scopes, Optional<RateLimit> rateLimit) {
    public ApiKey {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        scopes = Set.copyOf(scopes);
        requireNonNull(rateLimit, "rateLimit is null");
    }

    /** Who sends with this key; a key that takes another's name takes its rate limit's bucket too. */
    public Sender sender() {
        return new Sender(source, "key#" + name, rateLimit);
    }
}
