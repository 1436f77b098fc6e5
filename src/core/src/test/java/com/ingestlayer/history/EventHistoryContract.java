package com.ingestlayer.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link EventHistory}. */
public abstract class EventHistoryContract {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final DeliveryTarget TARGET = DeliveryTarget.ofUrl("https://a.example/");
    private static final Instant ACCEPTED_AT = Instant.parse("2026-02-01T00:00:00.123Z");

    protected abstract EventHistory archive();

    /** Returns the event store that the history reads. */
    protected abstract EventStore log();

    /** Returns the records that the history reads. */
    protected abstract DeliveryRecords records();

    protected static EventId id(String key) {
        return Ids.derived("contract", "a.b", key, Duration.ofDays(1), Instant.EPOCH);
    }

    protected static AcceptedEvent accepted(String key, String type, Instant receivedAt, String... destinations) {
        ObjectNode payload = Json.object().put("key", key);
        return accepted(new Event(id(key), type, receivedAt, "contract", payload), destinations);
    }

    private static AcceptedEvent accepted(Event event, String... destinations) {
        List<DeliveryKey> deliveries = new ArrayList<>();
        for (String destination : destinations) {
            deliveries.add(new DeliveryKey(event.id(), "p", destination));
        }
        return new AcceptedEvent(
                event,
                ACCEPTED_AT,
                deliveries,
                deliveries.stream().collect(Collectors.toMap(key -> key, key -> TARGET)));
    }

    private static Attempt attempt(int number, Optional<String> error) {
        return new Attempt(
                number,
                ACCEPTED_AT.plusSeconds(number),
                error.isPresent() ? OptionalInt.empty() : OptionalInt.of(200),
                Duration.ofMillis(12),
                error,
                Optional.of("body"));
    }

    private DeliveryRecord record(
            EventId id, String destination, DeliveryStatus status, Optional<Instant> next, Attempt... attempts) {
        DeliveryKey key = new DeliveryKey(id, "p", destination);
        String deliveryId = Ids.delivery(id, "p", destination);
        DeliveryMessage message = new DeliveryMessage(deliveryId, key, "a.b", TARGET, Optional.of("{}"), ACCEPTED_AT);
        for (Attempt attempt : attempts) {
            records().append(message, attempt, status, next);
        }
        return new DeliveryRecord(deliveryId, key, Optional.of(message.target()), status, List.of(attempts), next);
    }

    @Test
    public void anEventThatWasNotAcceptedIsNotFound() {
        assertThat(archive().find(id("none"))).isEmpty();
    }

    @Test
    public void anEventIsReadBackUnchanged() throws MalformedJsonException {
        ObjectNode payload = (ObjectNode) StrictJson.parse("{\"text\":\"ü 😀 \\u0001\",\"price\":10.50,\"many\":1e400,"
                + "\"digits\":" + "9".repeat(300) + "." + "9".repeat(90) + "e7,\"n\":null,\"l\":[1,[],{}]}");
        AcceptedEvent accepted = accepted(new Event(id("whole"), "a.b", NOON.plusMillis(7), "sdk.event", payload), "d");
        log().append(List.of(accepted));
        ArchivedEvent found = archive().find(id("whole")).orElseThrow();
        assertThat(found.event()).isEqualTo(accepted.event());
        assertThat(Json.write(found.event().toJson()))
                .isEqualTo(Json.write(accepted.event().toJson()));
        assertThat(found.acceptedAt()).isEqualTo(ACCEPTED_AT);
    }

    @Test
    public void aDeliveryWithoutAttemptsIsPending() {
        log().append(List.of(accepted("pending", "a.b", NOON, "d")));
        assertThat(archive().find(id("pending")).orElseThrow().deliveries())
                .containsExactly(record(id("pending"), "d", DeliveryStatus.PENDING, Optional.empty()));
    }

    @Test
    public void aDeliveryWithoutAStoredTargetIsStillRead() {
        AcceptedEvent older = accepted("older", "a.b", NOON, "d");
        log().append(List.of(new AcceptedEvent(older.event(), older.acceptedAt(), older.deliveries())));
        assertThat(archive().find(id("older")).orElseThrow().deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.target()).isEmpty());
    }

    @Test
    public void deliveriesComeWithTheirAttempts() {
        EventId id = id("tried");
        log().append(List.of(accepted("tried", "a.b", NOON, "z", "waiting", "dead")));
        DeliveryRecord delivered =
                record(id, "z", DeliveryStatus.DELIVERED, Optional.empty(), attempt(1, Optional.empty()));
        DeliveryRecord retrying = record(
                id,
                "dead",
                DeliveryStatus.RETRYING,
                Optional.of(ACCEPTED_AT.plusSeconds(30)),
                attempt(1, Optional.of("no route")),
                attempt(2, Optional.of("timed out")));
        record(id("other"), "d", DeliveryStatus.DELIVERED, Optional.empty(), attempt(1, Optional.empty()));
        assertThat(archive().find(id).orElseThrow().deliveries())
                .containsExactly(delivered, record(id, "waiting", DeliveryStatus.PENDING, Optional.empty()), retrying);
    }

    @Test
    public void aDeliveryThatAnEarlierTryQueuedIsIncluded() {
        EventId id = id("first try");
        DeliveryRecord unlisted =
                record(id, "removed", DeliveryStatus.DELIVERED, Optional.empty(), attempt(1, Optional.empty()));
        assertThat(archive().find(id)).isEmpty();
        log().append(List.of(accepted("first try", "a.b", NOON, "d")));
        assertThat(archive().find(id).orElseThrow().deliveries())
                .containsExactly(record(id, "d", DeliveryStatus.PENDING, Optional.empty()), unlisted);
    }

    private static EventQuery between(Instant since, Instant until) {
        return new EventQuery("a.b", Optional.ofNullable(since), Optional.ofNullable(until));
    }

    private List<Event> pages(EventQuery query, int limit) {
        List<Event> events = new ArrayList<>();
        Optional<EventPosition> after = Optional.empty();
        do {
            Page<AcceptedEvent, EventPosition> page = archive().list(query, after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(accepted -> events.add(accepted.event()));
            after = page.next();
        } while (after.isPresent());
        return events;
    }

    private List<String> keys(EventQuery query, int limit) {
        return pages(query, limit).stream()
                .map(event -> event.payload().get("key").textValue())
                .toList();
    }

    private void threeEvents() {
        log().append(List.of(
                accepted("b", "a.b", NOON.plusMillis(1), "d"),
                accepted("a", "a.b", NOON),
                accepted("c", "a.b", NOON.plusSeconds(1)),
                accepted("other", "a.b.c", NOON)));
    }

    @Test
    public void aTypeIsListedNewestFirst() {
        threeEvents();
        for (int limit = 1; limit <= 4; limit++) {
            assertThat(keys(between(null, null), limit)).containsExactly("c", "b", "a");
        }
        assertThat(archive().list(between(null, null), Optional.empty(), 3).items())
                .element(1)
                .isEqualTo(accepted("b", "a.b", NOON.plusMillis(1), "d"));
        assertThat(archive().list(between(null, null), Optional.empty(), 3).next())
                .isEmpty();
        assertThat(archive().list(between(null, null), Optional.empty(), 2).next())
                .hasValue(new EventPosition(NOON.plusMillis(1), id("b")));
        assertThat(archive().list(new EventQuery("a", Optional.empty(), Optional.empty()), Optional.empty(), 9))
                .isEqualTo(Page.empty());
    }

    @Test
    public void sinceIsIncludedAndUntilIsNot() {
        threeEvents();
        assertThat(keys(between(NOON, null), 1)).containsExactly("c", "b", "a");
        assertThat(keys(between(NOON.plusNanos(1), null), 1)).containsExactly("c", "b");
        assertThat(keys(between(null, NOON.plusSeconds(1)), 1)).containsExactly("b", "a");
        assertThat(keys(between(null, NOON.plusSeconds(1).plusNanos(1)), 1)).containsExactly("c", "b", "a");
        assertThat(keys(between(NOON, NOON.plusNanos(1)), 1)).containsExactly("a");
        assertThat(keys(between(NOON, NOON), 1)).isEmpty();
        assertThat(keys(between(NOON.plusSeconds(9), NOON), 1)).isEmpty();
        assertThat(keys(between(null, Instant.EPOCH), 1)).isEmpty();
        assertThat(keys(between(Instant.parse("9999-12-31T23:59:59Z"), null), 1))
                .isEmpty();
    }

    @Test
    public void aPositionMayLieOutsideTheQueriedTimes() {
        threeEvents();
        EventQuery query = between(NOON, NOON.plusSeconds(1));
        EventPosition newer = new EventPosition(NOON.plusSeconds(60), id("newer"));
        EventPosition older = new EventPosition(NOON.minusSeconds(60), id("older"));
        assertThat(archive().list(query, Optional.of(newer), 9).items()).hasSize(2);
        assertThat(archive().list(query, Optional.of(older), 9)).isEqualTo(Page.empty());
    }

    @Test
    public void eventsWithTheSameTimeAreListedOnceEach() {
        log().append(IntStream.range(0, 60)
                .mapToObj(i -> accepted("same" + i, "a.b", NOON))
                .toList());
        Set<EventId> ids = new HashSet<>();
        for (Event event : pages(between(NOON, NOON.plusMillis(1)), 7)) {
            assertThat(ids.add(event.id())).isTrue();
        }
        assertThat(ids).hasSize(60);
    }

    /** The order must not depend on the size of the pages, or on where the table keeps the events. */
    @Test
    public void manyEventsWithFewTimesHaveOneOrderAcrossAllPages() {
        List<AcceptedEvent> accepted = IntStream.range(0, 300)
                .mapToObj(i -> accepted("moment" + i, "a.b", NOON.plusMillis(i % 3)))
                .toList();
        log().append(accepted);
        log().append(List.of(accepted("other", "a.b.c", NOON)));
        List<EventId> newestFirst = accepted.stream()
                .map(AcceptedEvent::event)
                .sorted(Comparator.comparing(Event::receivedAt)
                        .thenComparing(event -> event.id().value())
                        .reversed())
                .map(Event::id)
                .toList();
        for (int limit : List.of(1, 7, 99, 100, 300, 500)) {
            assertThat(pages(between(null, null), limit)).extracting(Event::id).isEqualTo(newestFirst);
        }
        assertThat(pages(between(NOON.plusMillis(1), NOON.plusMillis(2)), 33))
                .extracting(Event::id)
                .isEqualTo(newestFirst.subList(100, 200));
    }

    @Test
    public void anyPositionBetweenEventsOfTheSameTimeIsAStart() {
        log().append(IntStream.range(0, 40)
                .mapToObj(i -> accepted("start" + i, "a.b", NOON))
                .toList());
        List<EventId> all =
                pages(between(null, null), 100).stream().map(Event::id).toList();
        EventId nobodys = id("nobody's");
        List<EventId> after =
                archive().list(between(null, null), Optional.of(new EventPosition(NOON, nobodys)), 100).items().stream()
                        .map(accepted -> accepted.event().id())
                        .toList();
        assertThat(after)
                .isEqualTo(all.stream()
                        .filter(id -> id.value().compareTo(nobodys.value()) < 0)
                        .toList());
        assertThat(after).isNotEmpty().hasSizeLessThan(40);
    }
}
