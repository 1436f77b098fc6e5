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
 * What was found under a hash, taken without looking it up again for {@link #FOR}; the {@link #MOST} that were used last.
 * What was not found is looked up each time, so that it works at once when it is made. Thread-safe.
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
        /** Not before it was found either: a clock that was set back must not make it live longer. */
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(FOR));
        }
    }

    /**
     * Remembers what a table holds.
     *
     * @param lookup asks the table
     * @param worth what to remember; the rest is looked up each time too
     */
    public ExpiringCache(Function<String, Optional<T>> lookup, Predicate<T> worth, Clock clock) {
        this.lookup = requireNonNull(lookup, "lookup is null");
        this.worth = requireNonNull(worth, "worth is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** @throws com.ingestlayer.UnavailableException when it is not remembered and the table does not answer */
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
