package com.ingestlayer.request;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whose events they are.
 *
 * @param source where they come from, such as {@code sdk.event}; the scope of idempotency keys
 * @param bucket what the rate limit counts by
 * @param rateLimit empty for none
 */
public record Sender(String source, String bucket, Optional<RateLimit> rateLimit) {
    public Sender {
        requireNonNull(source, "source is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(rateLimit, "rateLimit is null");
    }
}
