package com.ingestlayer.window;

import com.ingestlayer.event.EventId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores counters. Thread-safe. */
public interface WindowCounters {
    /**
     * Admits every event and stores nothing: for events that had their place before and are deliberately sent again.
     */
    WindowCounters OPEN = (claims, request) ->
            claims.stream().distinct().collect(Collectors.toMap(Function.identity(), claim -> new Admission.Now()));

    /**
     * Grants places in the order of the reservations, as {@link WindowCounter#take} does. Two functions at the same
     * time never grant the same place twice. A counter with one place passes it on if the event that holds it was never
     * accepted: its process died, and the sender's retry came without an idempotency key.
     *
     * @param request all events of the request; an event among them that holds a place counts as accepted
     * @throws com.ingestlayer.UnavailableException if the table does not answer, or if it cannot be determined yet
     *     whether the event that holds the only place will be accepted; places may have been granted, and a retry gets
     *     the same ones
     */
    Map<Reservation, Admission> claim(List<Reservation> claims, Set<EventId> request);
}
