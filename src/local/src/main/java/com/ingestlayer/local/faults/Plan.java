package com.ingestlayer.local.faults;

/**
 * How long and how wild a night is.
 *
 * @param events how many are sent
 * @param perSecond how many of them in a second
 * @param seed of everything that is random: what is sent and which dice fall; not how threads and processes meet
 * @param minKills how many processes must die, else the night does not count
 */
public record Plan(int events, int perSecond, long seed, int minKills) {
    public Plan {
        if (events < 1 || perSecond < 1 || minKills < 0) {
            throw new IllegalArgumentException("expected at least one event, one a second, and no negative kills");
        }
    }
}
