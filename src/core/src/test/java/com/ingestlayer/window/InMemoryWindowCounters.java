package com.ingestlayer.window;

import com.ingestlayer.Unavailability;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.event.EventId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Counters in a map. */
public final class InMemoryWindowCounters implements WindowCounters {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    public final Unavailability claims = new Unavailability();
    private final Map<String, WindowCounter> slots = new HashMap<>();
    private final Predicate<EventId> accepted;
    private final Clock clock;

    public InMemoryWindowCounters(Predicate<EventId> accepted, Clock clock) {
        this.accepted = accepted;
        this.clock = clock;
    }

    @Override
    public synchronized Map<Reservation, Admission> claim(List<Reservation> all, Set<EventId> request) {
        claims.check("the slots");
        Map<Reservation, Admission> places = new LinkedHashMap<>();
        for (Reservation claim : all) {
            places.put(claim, place(claim, request));
        }
        return places;
    }

    private Admission place(Reservation claim, Set<EventId> request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        WindowCounter.Taken taken = WindowCounter.take(Optional.ofNullable(slots.get(claim.slot())), claim, now);
        if (claim.max() == 1 && taken.placement() instanceof Admission.Refused) {
            EventId holder = taken.slot().holders().keySet().stream()
                    .filter(event -> taken.slot()
                            .holders()
                            .get(event)
                            .equals(taken.slot().opens()))
                    .findFirst()
                    .orElseThrow();
            if (!request.contains(holder) && !accepted.test(holder)) {
                if (!taken.slot().opens().plus(LONGEST_REQUEST).isBefore(now)) {
                    throw new UnavailableException("the slots");
                }
                slots.put(claim.slot(), taken.slot().without(holder));
                return place(claim, request);
            }
        }
        slots.put(claim.slot(), taken.slot());
        return taken.placement();
    }
}
