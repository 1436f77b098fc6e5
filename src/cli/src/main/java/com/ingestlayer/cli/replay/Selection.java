package com.ingestlayer.cli.replay;

import static com.ingestlayer.delivery.DeliveryStatus.DEAD;
import static com.ingestlayer.delivery.DeliveryStatus.DELIVERED;

import com.ingestlayer.Page;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.history.ArchivedEvent;
import com.ingestlayer.history.DeadDelivery;
import com.ingestlayer.history.DeadPosition;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.replay.PlannedReplay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the deliveries that a replay is about.
 *
 * @param pipeline of the deliveries
 * @param destination of the deliveries
 * @param status delivered or dead; empty for both. What is pending or retrying is under way anyhow
 * @param to where the events are sent instead, whatever became of them; empty for where they were sent
 */
record Selection(
        Optional<String> pipeline, Optional<String> destination, Optional<DeliveryStatus> status, Optional<String> to) {
    private static final int PAGE = 100;

    List<PlannedReplay> ofEvents(Stack stack, List<EventId> ids) {
        List<PlannedReplay> found = new ArrayList<>();
        for (EventId id : ids) {
            ArchivedEvent event =
                    stack.events().find(id).orElseThrow(() -> CommandException.refused("there is no event " + id));
            add(stack, event.deliveries().stream().map(DeliveryRecord::key).toList(), List.of(id), found);
        }
        return found;
    }

    List<PlannedReplay> ofType(Stack stack, EventQuery query) {
        List<PlannedReplay> found = new ArrayList<>();
        Optional<EventPosition> after = Optional.empty();
        do {
            Page<AcceptedEvent, EventPosition> page = stack.events().list(query, after, PAGE);
            add(
                    stack,
                    page.items().stream()
                            .flatMap(event -> event.deliveries().stream())
                            .toList(),
                    page.items().stream().map(accepted -> accepted.event().id()).toList(),
                    found);
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    List<PlannedReplay> ofDead(Stack stack, DeadQuery query) {
        List<PlannedReplay> found = new ArrayList<>();
        Optional<DeadPosition> after = Optional.empty();
        do {
            Page<DeadDelivery, DeadPosition> page = stack.deadDeliveries().list(query, after, PAGE);
            List<DeliveryKey> keys =
                    page.items().stream().map(dead -> dead.record().key()).toList();
            add(stack, keys, keys.stream().map(DeliveryKey::eventId).toList(), found);
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private void add(Stack stack, Collection<DeliveryKey> was, List<EventId> events, List<PlannedReplay> found) {
        if (to.isPresent()) {
            String[] names = to.get().split("/", 2);
            List<DeliveryKey> keys = events.stream()
                    .distinct()
                    .map(id -> new DeliveryKey(id, names[0], names[1]))
                    .toList();
            Map<DeliveryKey, DeliveryRecord> known = stack.deliveries().find(keys);
            keys.forEach(key -> found.add(new PlannedReplay(
                    key,
                    Optional.ofNullable(known.get(key))
                            .map(DeliveryRecord::nextReplay)
                            .orElse(0),
                    false)));
            return;
        }
        Predicate<DeliveryRecord> isMeant = record -> pipeline.map(record.key().pipeline()::equals)
                        .orElse(true)
                && destination.map(record.key().destination()::equals).orElse(true)
                && status.map(record.status()::equals).orElse(record.status() == DELIVERED || record.status() == DEAD);
        Map<DeliveryKey, DeliveryRecord> records = stack.deliveries().find(was);
        was.stream()
                .filter(records::containsKey)
                .map(records::get)
                .filter(isMeant)
                .forEach(record ->
                        found.add(new PlannedReplay(record.key(), record.nextReplay(), record.status() == DEAD)));
    }
}
