package com.ingestlayer.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook source as its operator sees it. Neither the token of its URL nor its secret is stored here.
 *
 * @param tokenHash the SHA-256 of the token, 64 lower-case hex digits
 * @param hint the first characters of the token; empty for a source that was added by hand
 * @param revoked whether its URL was permanently disabled
 * @param createdAt the time of creation; empty for a source that was added by hand
 */
public record RegisteredSource(
        String tokenHash, Optional<String> hint, WebhookSource source, boolean revoked, Optional<Instant> createdAt) {
    public RegisteredSource {
        requireNonNull(tokenHash, "tokenHash is null");
        requireNonNull(hint, "hint is null");
        requireNonNull(source, "source is null");
        requireNonNull(createdAt, "createdAt is null");
    }
}
