package com.ingestlayer.ingest;

import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who an event is.
 *
 * @param previous the id it had if it came in the window before; empty when it has no idempotency key
 */
record Identity(EventId id, Optional<EventId> previous, Duration window) {
    /**
     * Derived from the sender's idempotency key, else from the one that the type's declaration names, else new.
     *
     * @param source the scope of the key
     * @param now the moment whose window is meant
     */
    static Identity of(IncomingEvent event, String source, Declarations declarations, Ids ids, Instant now) {
        Optional<Declaration> declaration = declarations.of(event.type());
        Duration window = declaration.map(Declaration::window).orElse(Declaration.DEFAULT_WINDOW);
        return event.idempotencyKey()
                .or(() -> declaration.flatMap(declared -> declared.keyIn(event.payload())))
                .map(key -> new Identity(
                        Ids.derived(source, key, window, now),
                        Optional.of(Ids.derived(source, key, window, now.minus(window))),
                        window))
                .orElseGet(() -> new Identity(ids.fresh(), Optional.empty(), window));
    }

    /** The id under which it was accepted before, if it was and the window still covers that. */
    Optional<EventId> acceptedAs(Map<EventId, Instant> accepted, Instant now) {
        if (accepted.containsKey(id)) {
            return Optional.of(id);
        }
        return previous.filter(earlier ->
                accepted.containsKey(earlier) && accepted.get(earlier).isAfter(now.minus(window)));
    }
}
