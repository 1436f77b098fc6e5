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
 * Who an event is.
 *
 * @param others the ids it had if it came in the window before, or to a process whose clock is in the next one already;
 *     empty when it has no idempotency key
 */
record Identity(EventId id, List<EventId> others, Duration window) {
    /** How far the clocks of two processes may differ without one event being taken for two. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /**
     * What the key of a sender that made one up for its own retries begins with. It says nothing of the event, so a key that
     * the type's declaration names goes before it.
     */
    static final String MADE_UP = "auto:";

    /**
     * Derived from the sender's idempotency key, else from the one that the type's declaration names, else new.
     *
     * @param source together with the event's type the scope of the key
     * @param now the moment whose window is meant
     */
    static Identity of(IncomingEvent event, String source, Declarations declarations, Ids ids, Instant now) {
        Optional<Declaration> declaration = declarations.of(event.type());
        Duration window = declaration.map(Declaration::window).orElse(Declaration.DEFAULT_WINDOW);
        Duration ahead = CLOCKS_DIFFER.compareTo(window) < 0 ? CLOCKS_DIFFER : window;
        Optional<String> declared = declaration.flatMap(known -> known.keyIn(event.payload()));
        Optional<String> given = event.idempotencyKey();
        boolean madeUp = given.filter(key -> key.startsWith(MADE_UP)).isPresent();
        return (madeUp ? declared.or(() -> given) : given.or(() -> declared))
                .map(key -> derived(source, event.type(), key, window, now, ahead))
                .orElseGet(() -> new Identity(ids.fresh(), List.of(), window));
    }

    /** The others are of the window before, and of the next one where that is so near that another process may be in it. */
    private static Identity derived(
            String source, String type, String key, Duration window, Instant now, Duration ahead) {
        EventId before = Ids.derived(source, type, key, window, now.minus(window));
        List<EventId> others = Ids.windowAt(now.plus(ahead), window) == Ids.windowAt(now, window)
                ? List.of(before)
                : List.of(before, Ids.derived(source, type, key, window, now.plus(ahead)));
        return new Identity(Ids.derived(source, type, key, window, now), others, window);
    }

    /** The id under which it was accepted before, if it was and the window still covers that. */
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
