package com.ingestlayer.pipeline.step;

import com.ingestlayer.event.EventId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers one or more kinds of lookups. The service is thread-safe; its sessions are not. */
public interface LookupService {
    /**
     * Returns the kinds of lookups that the service answers. No other service of the same {@link StepServices} answers
     * them.
     */
    Set<Class<? extends Lookup<?>>> kinds();

    /**
     * Starts a session, which answers the lookups of one request in as many rounds as its pipelines need. It costs
     * nothing until a lookup is made.
     *
     * @param request the ids of the request's events
     */
    Session begin(Set<EventId> request);

    /** The lookups of one request and their answers. Not thread-safe. */
    interface Session {
        /** Returns whether the lookup has been made, even if it found nothing. */
        boolean knows(Lookup<?> lookup);

        /**
         * Makes lookups that have not been made yet.
         *
         * @throws com.ingestlayer.UnavailableException if a table does not answer
         */
        void ask(Collection<Lookup<?>> lookups);

        /** Returns the answer to a lookup of {@code A}, which is an {@code A}; empty if there is none. */
        Optional<?> answer(Lookup<?> lookup);

        /**
         * Returns a session for lookups whose answers depend only on the lookup.
         *
         * @param type the type of all its lookups
         * @param find finds the answers; a lookup without an answer is missing in its result
         */
        static <L extends Lookup<A>, A> Session of(Class<L> type, Function<Set<L>, Map<L, A>> find) {
            return new Session() {
                private final Set<Lookup<?>> asked = new HashSet<>();
                private final Map<Lookup<?>, A> found = new HashMap<>();

                @Override
                public boolean knows(Lookup<?> lookup) {
                    return asked.contains(lookup);
                }

                @Override
                public void ask(Collection<Lookup<?>> lookups) {
                    Set<L> wanted = new LinkedHashSet<>();
                    lookups.forEach(lookup -> wanted.add(type.cast(lookup)));
                    found.putAll(find.apply(wanted));
                    asked.addAll(wanted);
                }

                @Override
                public Optional<?> answer(Lookup<?> lookup) {
                    return Optional.ofNullable(found.get(lookup));
                }
            };
        }
    }
}
