package com.ingestlayer.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.Page;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link DeadDeliveries}. */
public abstract class DeadDeliveriesContract {
    protected static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    protected static final DeadQuery ALL = query(Optional.empty(), Optional.empty());

    protected abstract DeadDeliveries dead();

    /** Returns the records that are read. */
    protected abstract DeliveryRecords records();

    private static DeadQuery query(Optional<Instant> since, Optional<Instant> until) {
        return new DeadQuery("p", "d", since, until);
    }

    protected static DeliveryKey key(String event, String pipeline, String destination) {
        EventId id = Ids.derived("contract", "a.b", event, Duration.ofDays(1), Instant.EPOCH);
        return new DeliveryKey(id, pipeline, destination);
    }

    protected static DeliveryKey key(String event) {
        return key(event, "p", "d");
    }

    private void attempt(DeliveryKey key, int number, DeliveryStatus status, Instant at) {
        DeliveryMessage message = new DeliveryMessage(
                Ids.delivery(key.eventId(), key.pipeline(), key.destination()),
                key,
                "a.b",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of("{}"),
                NOON);
        boolean delivered = status == DeliveryStatus.DELIVERED;
        Attempt attempt = new Attempt(
                number,
                at,
                OptionalInt.of(delivered ? 200 : 500),
                Duration.ofMillis(12),
                delivered ? Optional.empty() : Optional.of("HTTP 500"),
                Optional.of("oh no"));
        Optional<Instant> next = status == DeliveryStatus.RETRYING ? Optional.of(at.plusSeconds(30)) : Optional.empty();
        assertThat(records().append(message, attempt, status, next)).isTrue();
    }

    protected void die(DeliveryKey key, Instant at) {
        attempt(key, 1, DeliveryStatus.RETRYING, at.minusSeconds(30));
        attempt(key, 2, DeliveryStatus.DEAD, at);
    }

    private List<DeliveryKey> found(DeadQuery query) {
        return dead().list(query, Optional.empty(), 100).items().stream()
                .map(each -> each.record().key())
                .toList();
    }

    @Test
    public void aDeadDeliveryIsFoundWithItsWholeRecord() {
        die(key("e"), NOON);
        assertThat(dead().list(ALL, Optional.empty(), 10)).satisfies(page -> {
            assertThat(page.next()).isEmpty();
            DeadDelivery only = page.items().get(0);
            assertThat(page.items()).hasSize(1);
            assertThat(only.eventType()).isEqualTo("a.b");
            assertThat(only.lastAttempt().error()).hasValue("HTTP 500");
            assertThat(only.lastAttempt().httpStatus()).hasValue(500);
            DeliveryRecord record = records().find(List.of(key("e"))).get(key("e"));
            assertThat(only.record()).isEqualTo(record);
        });
    }

    @Test
    public void deliveriesThatAreNotDeadAreNotFound() {
        attempt(key("retrying"), 1, DeliveryStatus.RETRYING, NOON);
        attempt(key("delivered"), 1, DeliveryStatus.DELIVERED, NOON);
        assertThat(found(ALL)).isEmpty();
    }

    @Test
    public void aRedrivenDeliveryIsNotFoundFromItsNextAttemptUntilItIsDeadAgain() {
        die(key("e"), NOON);
        attempt(key("e"), 3, DeliveryStatus.RETRYING, NOON.plusSeconds(60));
        assertThat(found(ALL)).isEmpty();
        attempt(key("e"), 4, DeliveryStatus.DEAD, NOON.plusSeconds(90));
        assertThat(found(ALL)).containsExactly(key("e"));
        assertThat(found(query(Optional.of(NOON.plusSeconds(90)), Optional.empty())))
                .hasSize(1);
        attempt(key("e"), 5, DeliveryStatus.DELIVERED, NOON.plusSeconds(120));
        assertThat(found(ALL)).isEmpty();
    }

    @Test
    public void deadDeliveriesAreKeptPerPipelineAndDestination() {
        die(key("e", "p", "d"), NOON);
        die(key("e", "p", "other"), NOON);
        die(key("e", "q", "d"), NOON);
        assertThat(found(ALL)).containsExactly(key("e", "p", "d"));
        assertThat(found(new DeadQuery("q", "d", Optional.empty(), Optional.empty())))
                .containsExactly(key("e", "q", "d"));
        assertThat(found(new DeadQuery("q", "other", Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    public void theNewestComesFirstToTheMillisecond() {
        die(key("b"), NOON);
        die(key("a"), NOON.plusMillis(1));
        die(key("d"), NOON.minusMillis(1));
        die(key("c"), NOON.minusSeconds(1));
        assertThat(found(ALL)).containsExactly(key("a"), key("b"), key("d"), key("c"));
    }

    @Test
    public void sinceIsInclusiveAndUntilIsExclusive() {
        IntStream.range(0, 5).forEach(i -> die(key("e" + i), NOON.plusMillis(i)));
        assertThat(found(query(Optional.of(NOON.plusMillis(1)), Optional.of(NOON.plusMillis(3)))))
                .containsExactly(key("e2"), key("e1"));
        assertThat(found(query(Optional.of(NOON.plusNanos(1)), Optional.of(NOON.plusNanos(1_000_001)))))
                .containsExactly(key("e1"));
        assertThat(found(query(Optional.of(NOON), Optional.of(NOON)))).isEmpty();
        assertThat(found(query(Optional.of(NOON.plusSeconds(1)), Optional.of(NOON))))
                .isEmpty();
    }

    @Test
    public void pagesHaveNoGapsOrRepeatsEvenWithinOneMillisecond() {
        IntStream.range(0, 7).forEach(i -> die(key("e" + i), NOON.plusMillis(i / 3)));
        List<DeliveryKey> all = new ArrayList<>();
        Optional<DeadPosition> after = Optional.empty();
        int pages = 0;
        do {
            Page<DeadDelivery, DeadPosition> page = dead().list(ALL, after, 2);
            page.items().forEach(each -> all.add(each.record().key()));
            after = page.next();
            pages++;
        } while (after.isPresent());
        assertThat(pages).isEqualTo(4);
        assertThat(all).doesNotHaveDuplicates().hasSize(7).isEqualTo(found(ALL));
    }

    @Test
    public void aPositionMayLieOutsideTheQueriedTimes() {
        die(key("e"), NOON);
        DeadPosition later = new DeadPosition(NOON.plusSeconds(9), key("x").eventId());
        DeadPosition earlier = new DeadPosition(NOON.minusSeconds(9), key("x").eventId());
        DeadQuery noon = query(Optional.of(NOON), Optional.of(NOON.plusMillis(1)));
        assertThat(dead().list(noon, Optional.of(later), 9).items()).hasSize(1);
        assertThat(dead().list(noon, Optional.of(earlier), 9)).isEqualTo(Page.empty());
    }
}
