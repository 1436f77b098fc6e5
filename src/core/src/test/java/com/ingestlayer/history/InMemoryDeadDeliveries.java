package com.ingestlayer.history;

import com.ingestlayer.Page;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds dead deliveries among records in a map. */
public final class InMemoryDeadDeliveries implements DeadDeliveries {
    private static final Comparator<DeadPosition> NEWEST_FIRST = Comparator.comparing(DeadPosition::lastAttemptAt)
            .thenComparing(position -> position.eventId().value())
            .reversed();

    private final InMemoryDeliveryRecords records;

    public InMemoryDeadDeliveries(InMemoryDeliveryRecords records) {
        this.records = records;
    }

    @Override
    public Page<DeadDelivery, DeadPosition> list(DeadQuery query, Optional<DeadPosition> after, int limit) {
        List<DeadDelivery> rest = records.of(query.pipeline(), query.destination()).stream()
                .filter(record -> record.status() == DeliveryStatus.DEAD)
                .map(record -> new DeadDelivery(records.eventTypeOf(record.key()), record))
                .filter(dead -> query.since()
                        .filter(since -> dead.lastAttempt().at().isBefore(since))
                        .isEmpty())
                .filter(dead -> query.until()
                        .filter(until -> !dead.lastAttempt().at().isBefore(until))
                        .isEmpty())
                .filter(dead -> after.filter(start -> NEWEST_FIRST.compare(DeadPosition.of(dead), start) <= 0)
                        .isEmpty())
                .sorted(Comparator.comparing(DeadPosition::of, NEWEST_FIRST))
                .toList();
        List<DeadDelivery> page = rest.stream().limit(limit).toList();
        return new Page<>(
                page, rest.size() > limit ? Optional.of(DeadPosition.of(page.get(page.size() - 1))) : Optional.empty());
    }
}
