package com.ingestlayer.window;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a counter. A window opens with the first event that finds none open, not at fixed times of the day. An
 * event that has a place keeps it, so the retry of an event does not count twice. Immutable and thread-safe.
 *
 * @param opens when the latest window opens; in the future if events were delayed
 * @param taken the number of places of that window that are taken
 * @param holders the opening time of the window in which each event has its place, oldest first; entries of past
 *     windows are removed, and so are the oldest ones beyond {@link Reservation#MOST_PLACES}
 */
public record WindowCounter(Instant opens, int taken, Map<EventId, Instant> holders) {
    /** The result of a reservation, and the counter after it. */
    public record Taken(WindowCounter slot, Admission placement) {}

    public WindowCounter {
        requireNonNull(opens, "opens is null");
        holders = Collections.unmodifiableMap(new LinkedHashMap<>(holders));
    }

    /** @param slot the counter before; empty if nobody has reserved a place in it. It is not changed */
    public static Taken take(Optional<WindowCounter> slot, Reservation claim, Instant now) {
        Optional<Instant> held = slot.map(known -> known.holders.get(claim.event()));
        if (held.isPresent() && held.get().plus(claim.window()).isAfter(now)) {
            return new Taken(slot.get(), placement(held.get(), now));
        }
        Optional<WindowCounter> open =
                slot.filter(known -> known.opens.plus(claim.window()).isAfter(now));
        if (open.isEmpty()) {
            return new Taken(
                    slot.orElse(new WindowCounter(now, 0, Map.of())).with(claim, now, 1, now), new Admission.Now());
        }
        WindowCounter known = open.get();
        if (known.taken < claim.max()) {
            return new Taken(known.with(claim, known.opens, known.taken + 1, now), placement(known.opens, now));
        }
        if (!claim.delays()) {
            return new Taken(known, new Admission.Refused());
        }
        Instant next = known.opens.plus(claim.window());
        return new Taken(known.with(claim, next, 1, now), placement(next, now));
    }

    /** Returns when the latest window ends; the counter has no meaning after that. */
    public Instant ends(Reservation claim) {
        return opens.plus(claim.window());
    }

    /** Returns the counter without an event that turned out never to have been accepted. */
    public WindowCounter without(EventId event) {
        Map<EventId, Instant> others = new LinkedHashMap<>(holders);
        boolean inLast = opens.equals(others.remove(event));
        return new WindowCounter(opens, inLast ? taken - 1 : taken, others);
    }

    private WindowCounter with(Reservation claim, Instant window, int places, Instant now) {
        Map<EventId, Instant> all = new LinkedHashMap<>(holders);
        all.values().removeIf(opened -> !opened.plus(claim.window()).isAfter(now));
        if (all.size() == Reservation.MOST_PLACES) {
            all.remove(all.keySet().iterator().next());
        }
        all.put(claim.event(), window);
        return new WindowCounter(window, places, all);
    }

    private static Admission placement(Instant opens, Instant now) {
        return opens.isAfter(now) ? new Admission.Later(opens) : new Admission.Now();
    }
}
