package com.ingestlayer.ingest;

import com.ingestlayer.Unavailability;
import com.ingestlayer.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An event log in a map. */
public final class InMemoryEventLog implements EventLog {
    public final Unavailability reads = new Unavailability();
    public final Unavailability writes = new Unavailability();
    private final Map<EventId, AcceptedEvent> rows = new ConcurrentHashMap<>();

    @Override
    public Map<EventId, Instant> acceptedAt(Collection<EventId> ids) {
        reads.check("the event log");
        return ids.stream().distinct().filter(rows::containsKey).collect(Collectors.toMap(id -> id, id -> rows.get(id)
                .acceptedAt()));
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
