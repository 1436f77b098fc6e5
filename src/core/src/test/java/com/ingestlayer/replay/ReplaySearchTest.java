package com.ingestlayer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.history.InMemoryDeadDeliveries;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplaySearchTest {
    private static final ReplayFilter ANY =
            new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final EventQuery USED = new EventQuery("feature.used", Optional.empty(), Optional.empty());

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final Ids ids = new Ids(clock, new Random(3));
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();

    private ReplaySearch search(ReplayFilter filter) {
        return new ReplaySearch(
                new InMemoryEventHistory(events, records), records, new InMemoryDeadDeliveries(records), filter);
    }

    private EventId accepted(DeliveryStatus acme, DeliveryStatus crm) {
        Event event = new Event(ids.fresh(), "feature.used", clock.instant(), "sdk.event", Json.object());
        DeliveryKey toAcme = new DeliveryKey(event.id(), "track", "acme");
        DeliveryKey toCrm = new DeliveryKey(event.id(), "track", "crm");
        events.append(List.of(new AcceptedEvent(event, clock.instant(), List.of(toAcme, toCrm))));
        attempted(toAcme, acme);
        attempted(toCrm, crm);
        return event.id();
    }

    private void attempted(DeliveryKey key, DeliveryStatus status) {
        records.append(
                new DeliveryMessage(
                        Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                        key,
                        "feature.used",
                        DeliveryTarget.ofUrl("https://a.example/"),
                        Optional.of("{}"),
                        clock.instant()),
                new Attempt(
                        1,
                        clock.instant(),
                        OptionalInt.of(status == DeliveryStatus.DELIVERED ? 200 : 500),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty()),
                status,
                Optional.empty());
    }

    private static PlannedReplay first(EventId id, String destination, boolean dead) {
        return new PlannedReplay(new DeliveryKey(id, "track", destination), 1, dead);
    }

    @Test
    void deliveriesThatAreUnderWayAreNotReplayed() {
        EventId id = accepted(DeliveryStatus.DELIVERED, DeliveryStatus.RETRYING);
        assertThat(search(ANY).ofEvent(id)).hasValue(List.of(first(id, "acme", false)));
    }

    @Test
    void anUnknownEventHasNoReplays() {
        assertThat(search(ANY).ofEvent(ids.fresh())).isEmpty();
    }

    @Test
    void theFilterSelectsByPipelineDestinationAndStatus() {
        EventId id = accepted(DeliveryStatus.DELIVERED, DeliveryStatus.DEAD);
        assertThat(search(ANY).ofEvents(USED))
                .containsExactlyInAnyOrder(first(id, "acme", false), first(id, "crm", true));
        assertThat(search(new ReplayFilter(
                                Optional.of("track"), Optional.of("crm"), Optional.empty(), Optional.empty()))
                        .ofEvents(USED))
                .containsExactly(first(id, "crm", true));
        assertThat(search(new ReplayFilter(Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty()))
                        .ofEvents(USED))
                .isEmpty();
        assertThat(search(new ReplayFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(DeliveryStatus.DELIVERED),
                                Optional.empty()))
                        .ofEvents(USED))
                .containsExactly(first(id, "acme", false));
    }

    @Test
    void anotherDestinationTakesEachEventOnceAndAsAFirstRunIfItNeverHadIt() {
        EventId id = accepted(DeliveryStatus.DELIVERED, DeliveryStatus.RETRYING);
        ReplaySearch toNew = search(
                new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("track/new")));
        assertThat(toNew.ofEvents(USED))
                .containsExactly(new PlannedReplay(new DeliveryKey(id, "track", "new"), 0, false));
        ReplaySearch toAcme = search(
                new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("track/acme")));
        assertThat(toAcme.ofEvent(id)).hasValue(List.of(first(id, "acme", false)));
    }

    @Test
    void everyPageOfAListIsRead() {
        IntStream.range(0, 230).forEach(i -> {
            clock.advance(Duration.ofSeconds(1));
            accepted(DeliveryStatus.DEAD, DeliveryStatus.DELIVERED);
        });
        assertThat(search(ANY).ofEvents(USED)).hasSize(460).doesNotHaveDuplicates();
        assertThat(search(ANY).ofDead(new DeadQuery("track", "acme", Optional.empty(), Optional.empty())))
                .hasSize(230)
                .doesNotHaveDuplicates()
                .allMatch(PlannedReplay::dead);
    }
}
