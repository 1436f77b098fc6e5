package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Page;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.DeadPosition;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the deliveries that a replay sends once more, and gives each the number of its next run. It only reads. Every
 * method throws {@link com.ingestlayer.UnavailableException} when a table does not answer. Thread-safe.
 */
public final class ReplaySearch {
    private static final int PAGE = 100;

    private final EventHistory events;
    private final DeliveryRecords records;
    private final DeadDeliveries deadDeliveries;
    private final ReplayFilter filter;

    public ReplaySearch(
            EventHistory events, DeliveryRecords records, DeadDeliveries deadDeliveries, ReplayFilter filter) {
        this.events = requireNonNull(events, "events is null");
        this.records = requireNonNull(records, "records is null");
        this.deadDeliveries = requireNonNull(deadDeliveries, "deadDeliveries is null");
        this.filter = requireNonNull(filter, "filter is null");
    }

    /** Returns the replays of one event, or empty when there is no such event. */
    public Optional<List<PlannedReplay>> ofEvent(EventId id) {
        return events.find(id)
                .map(event -> planned(
                        event.deliveries().stream().map(DeliveryRecord::key).toList(), List.of(id)));
    }

    /** Returns the replays of all events that the query finds. */
    public List<PlannedReplay> ofEvents(EventQuery query) {
        List<PlannedReplay> found = new ArrayList<>();
        forEachPage(
                (Optional<EventPosition> after) -> events.list(query, after, PAGE),
                accepted -> found.addAll(planned(
                        accepted.stream()
                                .flatMap(event -> event.deliveries().stream())
                                .toList(),
                        accepted.stream().map(event -> event.event().id()).toList())));
        return found;
    }

    /** Returns the replays of all dead deliveries that the query finds. */
    public List<PlannedReplay> ofDead(DeadQuery query) {
        List<PlannedReplay> found = new ArrayList<>();
        forEachPage((Optional<DeadPosition> after) -> deadDeliveries.list(query, after, PAGE), dead -> {
            List<DeliveryKey> keys =
                    dead.stream().map(delivery -> delivery.record().key()).toList();
            found.addAll(planned(keys, keys.stream().map(DeliveryKey::eventId).toList()));
        });
        return found;
    }

    private static <T, P> void forEachPage(Function<Optional<P>, Page<T, P>> list, Consumer<List<T>> consumer) {
        Optional<P> after = Optional.empty();
        do {
            Page<T, P> page = list.apply(after);
            consumer.accept(page.items());
            after = page.next();
        } while (after.isPresent());
    }

    private List<PlannedReplay> planned(List<DeliveryKey> deliveries, List<EventId> ids) {
        return filter.to().map(to -> redirected(to, ids)).orElseGet(() -> repeated(deliveries));
    }

    private List<PlannedReplay> redirected(String to, List<EventId> ids) {
        String[] names = to.split("/", 2);
        List<DeliveryKey> keys = ids.stream()
                .distinct()
                .map(id -> new DeliveryKey(id, names[0], names[1]))
                .toList();
        Map<DeliveryKey, DeliveryRecord> known = records.find(keys);
        return keys.stream()
                .map(key -> new PlannedReplay(
                        key,
                        Optional.ofNullable(known.get(key))
                                .map(DeliveryRecord::nextReplay)
                                .orElse(0),
                        false))
                .toList();
    }

    private List<PlannedReplay> repeated(List<DeliveryKey> deliveries) {
        Map<DeliveryKey, DeliveryRecord> known = records.find(deliveries);
        return deliveries.stream()
                .filter(known::containsKey)
                .map(known::get)
                .filter(filter::accepts)
                .map(record ->
                        new PlannedReplay(record.key(), record.nextReplay(), record.status() == DeliveryStatus.DEAD))
                .toList();
    }
}
