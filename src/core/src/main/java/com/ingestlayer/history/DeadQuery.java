package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A query for dead deliveries.
 *
 * @param since the earliest last attempt, inclusive
 * @param until the end of the time range, exclusive
 */
public record DeadQuery(String pipeline, String destination, Optional<Instant> since, Optional<Instant> until) {
    public DeadQuery {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }
}
