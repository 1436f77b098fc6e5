package com.ingestlayer.ingest;

import com.ingestlayer.Unavailability;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.PayloadHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An event store in a map. */
public final class InMemoryEventStore implements EventStore {
    public final Unavailability reads = new Unavailability();
    public final Unavailability writes = new Unavailability();
    private final Set<EventId> withoutHashes = ConcurrentHashMap.newKeySet();
    private final Map<EventId, AcceptedEvent> rows = new ConcurrentHashMap<>();

    @Override
    public Map<EventId, Row> find(Collection<EventId> ids) {
        reads.check("the event log");
        return ids.stream()
                .distinct()
                .filter(rows::containsKey)
                .collect(Collectors.toMap(id -> id, id -> row(rows.get(id))));
    }

    private Row row(AcceptedEvent event) {
        return new Row(
                event.acceptedAt(),
                withoutHashes.contains(event.event().id())
                        ? Optional.empty()
                        : Optional.of(PayloadHash.of(event.event().payload())));
    }

    /** From now on rows look as they did before payload hashes were stored. */
    public void forgetPayloads() {
        withoutHashes.addAll(rows.keySet());
    }

    @Override
    public void append(List<AcceptedEvent> events) {
        writes.check("the event log");
        events.forEach(event -> rows.put(event.event().id(), event));
    }

    public List<AcceptedEvent> rows() {
        return List.copyOf(rows.values());
    }
}
