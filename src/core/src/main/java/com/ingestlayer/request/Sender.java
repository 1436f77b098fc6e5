package com.ingestlayer.request;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The sender of events.
 *
 * @param source where its events come from, such as {@code sdk.event}; the scope of idempotency keys
 * @param bucket the name of the bucket that its rate limit counts in
 * @param rateLimit the rate limit; empty for none
 */
public record Sender(String source, String bucket, Optional<RateLimit> rateLimit) {
    public Sender {
        requireNonNull(source, "source is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(rateLimit, "rateLimit is null");
    }
}
