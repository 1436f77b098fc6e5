package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The results of the lookups of one request. Each lookup is made once. Not thread-safe. */
public final class LookupResults {
    private final StepServices services;
    private final Set<EventId> request;
    private final Map<LookupService, LookupService.Session> sessions = new HashMap<>(4);

    /** @param request the ids of the request's events */
    public LookupResults(StepServices services, Set<EventId> request) {
        this.services = requireNonNull(services, "services is null");
        this.request = requireNonNull(request, "request is null");
    }

    /** Returns whether the lookup has been made, even if it found nothing. */
    public boolean has(Lookup<?> lookup) {
        return session(services.answering(lookup)).knows(lookup);
    }

    /** Returns the answer to a lookup that has been made; empty if it found nothing. */
    @SuppressWarnings("unchecked") // Session.answer promises the lookup's own type
    public <A> Optional<A> of(Lookup<A> lookup) {
        return (Optional<A>) session(services.answering(lookup)).answer(lookup);
    }

    /**
     * Makes lookups that have not been made yet, with one call to each service.
     *
     * @throws com.ingestlayer.UnavailableException if a table does not answer
     */
    public void ask(Collection<? extends Lookup<?>> lookups) {
        for (LookupService service : services.lookups()) {
            Set<Lookup<?>> forService = Set.of();
            for (Lookup<?> lookup : lookups) {
                if (services.answering(lookup) == service) {
                    forService = forService.isEmpty() ? new LinkedHashSet<>(4) : forService;
                    forService.add(lookup);
                }
            }
            if (!forService.isEmpty()) {
                session(service).ask(forService);
            }
        }
    }

    private LookupService.Session session(LookupService service) {
        LookupService.Session session = sessions.get(service);
        if (session == null) {
            session = service.begin(request);
            sessions.put(service, session);
        }
        return session;
    }
}
