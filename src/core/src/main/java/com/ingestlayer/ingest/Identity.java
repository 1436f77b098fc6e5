package com.ingestlayer.ingest;

import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.request.IncomingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The id of an incoming event, and the ids under which it may have been accepted before.
 *
 * @param others the ids that the event would have in the previous window, and in the next window if that starts so soon
 *     that another process may already be in it; empty if the event has no idempotency key
 */
record Identity(EventId id, List<EventId> others, Duration window) {
    /** How far the clocks of two processes may differ without one event being accepted twice. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /**
     * The prefix of keys that a sender generated for its own retries. Such a key says nothing about the event, so a key
     * that the type's declaration names takes precedence.
     */
    static final String GENERATED_PREFIX = "auto:";

    /**
     * Returns the identity of an event. Its id is derived from the sender's idempotency key, or else from the key that
     * the type's declaration names; without a key the id is new.
     *
     * @param source the source of the event; together with the event type it is the scope of the key
     * @param now the moment that selects the idempotency window
     */
    static Identity of(IncomingEvent event, String source, Declarations declarations, Ids ids, Instant now) {
        Optional<Declaration> declaration = declarations.of(event.type());
        Duration window = declaration.map(Declaration::window).orElse(Declaration.DEFAULT_WINDOW);
        Duration ahead = MAX_CLOCK_DIFFERENCE.compareTo(window) < 0 ? MAX_CLOCK_DIFFERENCE : window;
        Optional<String> declared = declaration.flatMap(known -> known.keyIn(event.payload()));
        Optional<String> given = event.idempotencyKey();
        boolean generated =
                given.filter(key -> key.startsWith(GENERATED_PREFIX)).isPresent();
        return (generated ? declared.or(() -> given) : given.or(() -> declared))
                .map(key -> derived(source, event.type(), key, window, now, ahead))
                .orElseGet(() -> new Identity(ids.fresh(), List.of(), window));
    }

    /**
     * Also derives the id of the previous window, and of the next one if that starts so soon that another process may
     * already be in it.
     */
    private static Identity derived(
            String source, String type, String key, Duration window, Instant now, Duration ahead) {
        EventId before = Ids.derived(source, type, key, window, now.minus(window));
        List<EventId> others = Ids.windowAt(now.plus(ahead), window) == Ids.windowAt(now, window)
                ? List.of(before)
                : List.of(before, Ids.derived(source, type, key, window, now.plus(ahead)));
        return new Identity(Ids.derived(source, type, key, window, now), others, window);
    }

    /**
     * Returns the id under which the event was accepted before; empty if it was not, or if the window no longer covers
     * it.
     */
    Optional<EventId> acceptedAs(Map<EventId, EventStore.Row> accepted, Instant now) {
        if (accepted.containsKey(id)) {
            return Optional.of(id);
        }
        for (EventId other : others) {
            EventStore.Row row = accepted.get(other);
            if (row != null && row.acceptedAt().isAfter(now.minus(window))) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
