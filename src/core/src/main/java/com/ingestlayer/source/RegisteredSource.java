package com.ingestlayer.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A source of webhooks as its operator sees it. The token of its URL and its secret are nowhere.
 *
 * @param tokenHash the SHA-256 of the token, 64 lower-case hex digits
 * @param hint the first characters of the token; empty for a source that was put in by hand
 * @param revoked whether its URL is gone for good
 * @param createdAt empty for a source that was put in by hand
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
