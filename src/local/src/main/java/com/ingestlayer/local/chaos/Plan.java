package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How long and how wild a night is.
 *
 * @param events how many are sent
 * @param perSecond how many of them in a second
 * @param seed of everything that is random: what is sent and which dice fall; not how threads and processes meet
 * @param minKills how many processes must die, else the night does not count
 * @param inFlightLimit how many messages may be in flight; empty for as many as SQS has room for
 * @param deadDestination whether events go to twenty destinations of which one takes nothing, with waits of a minute
 */
public record Plan(
        int events, int perSecond, long seed, int minKills, OptionalInt inFlightLimit, boolean deadDestination) {
    public Plan {
        if (events < 1 || perSecond < 1 || minKills < 0) {
            throw new IllegalArgumentException("expected at least one event, one a second, and no negative kills");
        }
        requireNonNull(inFlightLimit, "inFlightLimit is null");
    }

    /** A usual night. */
    public Plan(int events, int perSecond, long seed, int minKills) {
        this(events, perSecond, seed, minKills, OptionalInt.empty(), false);
    }

    /** Long waits let a destination that takes nothing fill the flight, if its messages waited there. */
    String retrySchedule() {
        return deadDestination ? "1s,60s,60s,60s" : "1s,1s,2s,2s";
    }
}
