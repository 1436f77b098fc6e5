package com.ingestlayer.access;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cache of lookups by hash. An entry is used for {@link #FOR}, and the {@link #MOST} most recently used entries are
 * kept. Misses are not cached, so that a new entry of the table works at once. Thread-safe.
 */
public final class ExpiringCache<T> {
    static final Duration FOR = Duration.ofSeconds(60);

    private static final int MOST = 1_000;

    private final Function<String, Optional<T>> lookup;
    private final Predicate<T> worth;
    private final Clock clock;
    private final Map<String, Kept<T>> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<T>> eldest) {
            return size() > MOST;
        }
    };

    private record Kept<T>(T found, Instant since) {
        /** Also false for an entry from the future: a clock that was set back must not extend its life. */
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(FOR));
        }
    }

    /**
     * Creates a cache for a table.
     *
     * @param lookup queries the table
     * @param worth selects the values to cache; other values are looked up each time
     */
    public ExpiringCache(Function<String, Optional<T>> lookup, Predicate<T> worth, Clock clock) {
        this.lookup = requireNonNull(lookup, "lookup is null");
        this.worth = requireNonNull(worth, "worth is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** @throws com.ingestlayer.UnavailableException if the value is not cached and the table does not answer */
    public Optional<T> find(String hash) {
        Instant now = clock.instant();
        synchronized (entries) {
            Kept<T> known = entries.get(hash);
            if (known != null && known.isFresh(now)) {
                return Optional.of(known.found());
            }
        }
        Optional<T> found = lookup.apply(hash);
        synchronized (entries) {
            found.filter(worth)
                    .ifPresentOrElse(value -> entries.put(hash, new Kept<>(value, now)), () -> entries.remove(hash));
        }
        return found;
    }
}
