package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are asked for.
 *
 * @param since the earliest {@code received_at}, itself included
 * @param until the end, itself not included
 */
public record EventQuery(String type, Optional<Instant> since, Optional<Instant> until) {
    public EventQuery {
        requireNonNull(type, "type is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }
}
