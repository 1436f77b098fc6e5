package com.ingestlayer.window;

import com.ingestlayer.event.EventId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where slots are kept. Thread-safe. */
public interface WindowCounters {
    /** Gives everyone a place and remembers nothing: for events that had theirs already, and are sent again on purpose. */
    WindowCounters OPEN = (claims, request) ->
            claims.stream().distinct().collect(Collectors.toMap(Function.identity(), claim -> new Admission.Now()));

    /**
     * Places claims, in their order, as {@link WindowCounter#take} does; two functions at once never give a place out twice. A slot
     * with one place is given on where the event that has it never was accepted: its process died, and the sender's retry
     * came without an idempotency key.
     *
     * @param request every event of the request; one of them that has a place is as good as accepted
     * @throws com.ingestlayer.UnavailableException when the table does not answer, or it cannot be told yet whether the
     *     event that has the only place will be accepted; places may have been given, and a retry gets the same
     */
    Map<Reservation, Admission> claim(List<Reservation> claims, Set<EventId> request);
}
