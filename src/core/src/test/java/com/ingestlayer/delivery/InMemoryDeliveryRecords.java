package com.ingestlayer.delivery;

import com.ingestlayer.Unavailability;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.event.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Delivery records in a map. */
public final class InMemoryDeliveryRecords implements DeliveryRecords {
    public final Unavailability reads = new Unavailability();
    public final Unavailability writes = new Unavailability();
    private final Map<DeliveryKey, DeliveryRecord> records = new ConcurrentHashMap<>();
    private final Map<DeliveryKey, String> eventTypes = new ConcurrentHashMap<>();

    @Override
    public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
        reads.check("the records");
        return keys.stream()
                .distinct()
                .filter(records::containsKey)
                .collect(Collectors.toMap(key -> key, records::get));
    }

    /** Returns all records of an event. */
    public List<DeliveryRecord> of(EventId id) {
        return records.values().stream()
                .filter(record -> record.key().eventId().equals(id))
                .toList();
    }

    /** Returns all records of a destination. */
    public List<DeliveryRecord> of(String pipeline, String destination) {
        reads.check("the records");
        return records.values().stream()
                .filter(record -> record.key().pipeline().equals(pipeline)
                        && record.key().destination().equals(destination))
                .toList();
    }

    public String eventTypeOf(DeliveryKey key) {
        return eventTypes.get(key);
    }

    @Override
    public boolean append(
            DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt) {
        writes.check("the records");
        synchronized (records) {
            List<Attempt> attempts = new ArrayList<>(Optional.ofNullable(records.get(message.key()))
                    .map(DeliveryRecord::attempts)
                    .orElse(List.of()));
            int before =
                    attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
            if (before != attempt.number() - 1) {
                return false;
            }
            attempts.add(attempt);
            if (attempts.size() > DeliveryRecord.KEPT) {
                attempts.remove(1);
            }
            eventTypes.put(message.key(), message.eventType());
            records.put(
                    message.key(),
                    new DeliveryRecord(
                            message.deliveryId(),
                            message.key(),
                            Optional.of(message.target()),
                            status,
                            attempts,
                            nextAttemptAt));
            return true;
        }
    }
}
