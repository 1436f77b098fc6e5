package com.ingestlayer.history;

import static java.util.Comparator.comparing;

import com.ingestlayer.Page;
import com.ingestlayer.Unavailability;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the in-memory event store and records. */
public final class InMemoryEventHistory implements EventHistory {
    private static final Comparator<EventPosition> NEWEST_FIRST = comparing(EventPosition::receivedAt)
            .thenComparing(position -> position.id().value())
            .reversed();

    public final Unavailability reads = new Unavailability();
    private final InMemoryEventStore log;
    private final InMemoryDeliveryRecords records;

    public InMemoryEventHistory(InMemoryEventStore log, InMemoryDeliveryRecords records) {
        this.log = log;
        this.records = records;
    }

    @Override
    public Optional<ArchivedEvent> find(EventId id) {
        reads.check("the archive");
        return log.rows().stream()
                .filter(accepted -> accepted.event().id().equals(id))
                .findFirst()
                .map(this::archived);
    }

    private ArchivedEvent archived(AcceptedEvent accepted) {
        Map<DeliveryKey, DeliveryRecord> deliveries = new LinkedHashMap<>();
        accepted.deliveries()
                .forEach(key -> deliveries.put(
                        key,
                        new DeliveryRecord(
                                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                                key,
                                Optional.ofNullable(accepted.targets().get(key)),
                                DeliveryStatus.PENDING,
                                List.of(),
                                Optional.empty())));
        records.of(accepted.event().id()).forEach(record -> deliveries.put(record.key(), record));
        return new ArchivedEvent(accepted.event(), accepted.acceptedAt(), List.copyOf(deliveries.values()));
    }

    @Override
    public Page<AcceptedEvent, EventPosition> list(EventQuery query, Optional<EventPosition> after, int limit) {
        reads.check("the archive");
        List<AcceptedEvent> rest = log.rows().stream()
                .filter(accepted -> matches(query, accepted.event()))
                .filter(accepted ->
                        after.isEmpty() || NEWEST_FIRST.compare(EventPosition.of(accepted.event()), after.get()) > 0)
                .sorted(comparing(accepted -> EventPosition.of(accepted.event()), NEWEST_FIRST))
                .toList();
        return rest.size() <= limit
                ? new Page<>(rest, Optional.empty())
                : new Page<>(
                        rest.subList(0, limit),
                        Optional.of(EventPosition.of(rest.get(limit - 1).event())));
    }

    private static boolean matches(EventQuery query, Event event) {
        return event.type().equals(query.type())
                && query.since()
                        .filter(since -> event.receivedAt().isBefore(since))
                        .isEmpty()
                && query.until()
                        .filter(until -> !event.receivedAt().isBefore(until))
                        .isEmpty();
    }
}
