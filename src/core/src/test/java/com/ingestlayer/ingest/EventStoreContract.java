package com.ingestlayer.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.event.PayloadHash;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link EventStore}. */
public abstract class EventStoreContract {
    protected abstract EventStore log();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static EventId id(String key) {
        return Ids.derived(
                "contract", "a.b", key + System.identityHashCode(new Object()), Duration.ofHours(1), Instant.EPOCH);
    }

    private AcceptedEvent accepted(EventId id, Instant at) {
        Event event = new Event(
                id, "a.b", at.minusSeconds(60), "contract", Json.object().put("n", 1));
        return new AcceptedEvent(event, at, List.of(new DeliveryKey(id, "p", "d")));
    }

    @Test
    public void doesNotFindAnEventThatWasNotAppended() {
        assertThat(log().find(List.of(id("none")))).isEmpty();
    }

    @Test
    public void returnsTheTimeOfAcceptanceNotOfTheEvent() {
        EventId id = id("one");
        log().append(List.of(accepted(id, now)));
        assertThat(log().find(List.of(id, id, id("other"))))
                .containsOnlyKeys(id)
                .extractingByKey(id)
                .extracting(EventStore.Row::acceptedAt)
                .isEqualTo(now);
    }

    @Test
    public void distinguishesEqualPayloadsFromOthers() {
        EventId id = id("hashed");
        log().append(List.of(accepted(id, now)));
        assertThat(log().find(List.of(id)).get(id).payload())
                .hasValue(PayloadHash.of(Json.object().put("n", 1.0)))
                .isNotEqualTo(Optional.of(PayloadHash.of(Json.object().put("n", 2))));
    }

    @Test
    public void appendingAgainLeavesOneRow() {
        EventId id = id("twice");
        log().append(List.of(accepted(id, now)));
        log().append(List.of(accepted(id, now.plusMillis(5))));
        assertThat(log().find(List.of(id)))
                .containsOnlyKeys(id)
                .extractingByKey(id)
                .extracting(EventStore.Row::acceptedAt)
                .isEqualTo(now.plusMillis(5));
    }

    @Test
    public void appendsFiveHundredEventsInOneCall() {
        List<EventId> ids =
                IntStream.range(0, 500).mapToObj(i -> id("many" + i)).toList();
        log().append(ids.stream().map(id -> accepted(id, now)).toList());
        assertThat(log().find(ids)).hasSize(500).containsOnlyKeys(ids);
    }
}
