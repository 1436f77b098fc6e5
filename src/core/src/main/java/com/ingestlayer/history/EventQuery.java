package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A query for events.
 *
 * @param since the earliest {@code received_at}, inclusive
 * @param until the end of the time range, exclusive
 */
public record EventQuery(String type, Optional<Instant> since, Optional<Instant> until) {
    public EventQuery {
        requireNonNull(type, "type is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }
}
