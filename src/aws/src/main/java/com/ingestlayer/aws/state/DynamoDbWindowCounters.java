package com.ingestlayer.aws.state;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.Retries;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.event.EventId;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.window.Admission;
import com.ingestlayer.window.Reservation;
import com.ingestlayer.window.WindowCounter;
import com.ingestlayer.window.WindowCounters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores window counters as items {@code slot#<name>} of the State table. The reservations of a request cost one read
 * and one write per hundred counters, as long as no other instance writes to the same ones. If a counter with a
 * single place is taken, one more read per hundred finds out whether the event that holds the place was accepted.
 * Thread-safe.
 */
public final class DynamoDbWindowCounters implements WindowCounters {
    /**
     * No request takes longer than this: the timeout of the ingress function, plus an allowance for clocks that
     * differ.
     */
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    private static final String WHAT = "the State table";

    private final Table table;
    private final CounterWrites writes;
    private final EventStore log;
    private final Duration retention;
    private final Clock clock;

    /**
     * Creates the store.
     *
     * @param log is asked which events were accepted
     * @param retention how long {@code log} keeps events
     */
    public DynamoDbWindowCounters(
            DynamoDbClient dynamoDb,
            String tableName,
            EventStore log,
            Duration retention,
            Executor executor,
            Clock clock) {
        this.table = new Table(dynamoDb, tableName, WHAT, executor);
        this.writes = new CounterWrites(table, executor);
        this.log = requireNonNull(log, "log is null");
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<Reservation, Admission> claim(List<Reservation> claims, Set<EventId> request) {
        Map<String, List<Reservation>> open = claims.stream()
                .distinct()
                .collect(Collectors.groupingBy(Reservation::slot, LinkedHashMap::new, Collectors.toList()));
        Map<String, CounterItem> known = read(open.keySet());
        Map<Reservation, Admission> places = new HashMap<>();
        Retries retries = new Retries(WHAT);
        while (true) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Map<String, Claiming> rounds = new LinkedHashMap<>();
            open.forEach((slot, its) -> rounds.put(slot, Claiming.of(its, known.get(slot), now)));
            Set<String> doubtful = retries.call(() -> resolveDoubts(rounds, known, request, now));
            rounds.keySet().removeAll(doubtful);
            Map<String, Optional<CounterItem>> overtaken = retries.call(() -> writes.write(rounds, !retries.isFirst()));
            overtaken.values().stream().flatMap(Optional::stream).forEach(item -> known.put(item.name(), item));
            rounds.forEach((slot, round) -> {
                if (!overtaken.containsKey(slot)) {
                    places.putAll(round.places());
                    open.remove(slot);
                }
            });
            if (open.isEmpty()) {
                return places;
            }
            retries.failed(overtaken.size() + " slots were written by others, and the only place of " + doubtful.size()
                    + " is held by an event that may still be accepted");
        }
    }

    private Map<String, CounterItem> read(Set<String> slots) {
        Map<String, CounterItem> known = new HashMap<>();
        table.read(slots.stream().map(CounterItem::key).toList(), Optional.empty()).stream()
                .map(CounterItem::of)
                .forEach(item -> known.put(item.name(), item));
        return known;
    }

    /**
     * Returns the counters whose only place is held by an event that may still be accepted, or that was just found
     * never to have been accepted. Both kinds are evaluated again.
     */
    private Set<String> resolveDoubts(
            Map<String, Claiming> rounds, Map<String, CounterItem> known, Set<EventId> request, Instant now) {
        Map<String, EventId> holders = new HashMap<>();
        rounds.forEach((slot, round) -> round.holderInDoubt(request)
                .filter(holder -> round.slot().opens().plus(retention).isAfter(now))
                .ifPresent(holder -> holders.put(slot, holder)));
        if (holders.isEmpty()) {
            return Set.of();
        }
        Set<EventId> accepted = log.find(new HashSet<>(holders.values())).keySet();
        holders.values().removeIf(accepted::contains);
        holders.forEach((slot, holder) -> {
            CounterItem item = known.get(slot);
            if (item.slot().opens().plus(LONGEST_REQUEST).isBefore(now)) {
                known.put(slot, item.with(item.slot().without(holder)));
            }
        });
        return holders.keySet();
    }

    /** The effect of a request's reservations on one counter. */
    record Claiming(
            Optional<CounterItem> before, WindowCounter slot, Map<Reservation, Admission> places, Instant expires) {
        static Claiming of(List<Reservation> claims, CounterItem item, Instant now) {
            Optional<CounterItem> before = Optional.ofNullable(item);
            Optional<WindowCounter> slot = before.map(CounterItem::slot);
            Map<Reservation, Admission> places = new LinkedHashMap<>();
            for (Reservation claim : claims) {
                WindowCounter.Taken taken = WindowCounter.take(slot, claim, now);
                slot = Optional.of(taken.slot());
                places.put(claim, taken.placement());
            }
            return new Claiming(before, slot.orElseThrow(), places, slot.get().ends(claims.get(0)));
        }

        boolean isChanged() {
            return !before.map(CounterItem::slot).equals(Optional.of(slot));
        }

        /**
         * Returns the event that holds the only place, if another event was refused because of it and the holder is
         * not part of this request.
         */
        private Optional<EventId> holderInDoubt(Set<EventId> request) {
            boolean refused = places.entrySet().stream()
                    .anyMatch(each -> each.getKey().max() == 1 && each.getValue() instanceof Admission.Refused);
            return refused
                    ? slot.holders().keySet().stream()
                            .filter(holder -> slot.holders().get(holder).equals(slot.opens()))
                            .filter(holder -> !request.contains(holder))
                            .findFirst()
                    : Optional.empty();
        }
    }
}
