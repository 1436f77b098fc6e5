package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.window.Admission;
import com.ingestlayer.window.Reservation;
import com.ingestlayer.window.WindowCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reserves places in the windows that {@code dedupe} and {@code throttle} count in. Thread-safe. */
public final class CounterService implements LookupService {
    private static final Set<Class<? extends Lookup<?>>> KINDS = Set.of(Place.class);

    private final WindowCounters counters;

    /** Reserves a place. There is always an answer. */
    record Place(Reservation reservation) implements Lookup<Admission> {}

    public CounterService(WindowCounters counters) {
        this.counters = requireNonNull(counters, "counters is null");
    }

    @Override
    public Set<Class<? extends Lookup<?>>> kinds() {
        return KINDS;
    }

    @Override
    public Session begin(Set<EventId> request) {
        return Session.of(Place.class, places -> reserve(places, request));
    }

    private Map<Place, Admission> reserve(Set<Place> places, Set<EventId> request) {
        List<Reservation> reservations = places.stream().map(Place::reservation).toList();
        Map<Reservation, Admission> admissions = counters.claim(reservations, request);
        Map<Place, Admission> found = new HashMap<>();
        places.forEach(place -> found.put(place, admissions.get(place.reservation())));
        return found;
    }
}
