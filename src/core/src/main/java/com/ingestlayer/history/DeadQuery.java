package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which dead deliveries are asked for.
 *
 * @param since the earliest last attempt, itself included
 * @param until the end, itself not included
 */
public record DeadQuery(String pipeline, String destination, Optional<Instant> since, Optional<Instant> until) {
    public DeadQuery {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }
}
