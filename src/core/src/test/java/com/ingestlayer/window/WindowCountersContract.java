package com.ingestlayer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link WindowCounters}. */
public abstract class WindowCountersContract {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Admission NOW = new Admission.Now();
    private static final Admission REFUSED = new Admission.Refused();

    protected final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final Instant start = clock.instant();
    private final String slot = "dedupe#p#$event.payload.n#" + NAMES.incrementAndGet();
    private final Ids ids = new Ids(clock, new Random(NAMES.get()));

    protected abstract WindowCounters slots();

    /** Marks the event as accepted, as far as the counters can see. */
    protected abstract void accept(EventId event);

    private EventId accepted() {
        EventId event = ids.fresh();
        accept(event);
        return event;
    }

    private Reservation claim(EventId event, int max, boolean delays) {
        return new Reservation(slot, event, max, WINDOW, delays);
    }

    private Admission place(Reservation claim) {
        return slots().claim(List.of(claim), Set.of(claim.event())).get(claim);
    }

    @Test
    public void eachWindowHasTheSameNumberOfPlaces() {
        for (int window = 0; window < 3; window++) {
            for (int i = 0; i < 3; i++) {
                assertThat(place(claim(accepted(), 3, false))).isEqualTo(NOW);
            }
            assertThat(place(claim(accepted(), 3, false))).isEqualTo(REFUSED);
            clock.advance(WINDOW.minusMillis(1));
            assertThat(place(claim(accepted(), 3, false))).isEqualTo(REFUSED);
            clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    public void anEventKeepsItsPlaceHoweverOftenItReservesIt() {
        Reservation first = claim(accepted(), 1, false);
        assertThat(place(first)).isEqualTo(NOW);
        assertThat(place(claim(accepted(), 1, false))).isEqualTo(REFUSED);
        assertThat(place(first)).isEqualTo(NOW);
        clock.advance(WINDOW.minusMillis(1));
        assertThat(place(first)).isEqualTo(NOW);
    }

    @Test
    public void eventsOfOneRequestGetPlacesInOrder() {
        List<Reservation> claims =
                IntStream.range(0, 5).mapToObj(i -> claim(accepted(), 2, false)).toList();
        Map<Reservation, Admission> places = slots().claim(claims, Set.of());
        assertThat(claims.stream().map(places::get)).containsExactly(NOW, NOW, REFUSED, REFUSED, REFUSED);
    }

    @Test
    public void aDelayedEventGetsTheFirstWindowWithRoomAndKeepsIt() {
        List<Reservation> claims =
                IntStream.range(0, 5).mapToObj(i -> claim(accepted(), 2, true)).toList();
        List<Admission> expected = List.of(NOW, NOW, later(1), later(1), later(2));
        assertThat(claims.stream().map(this::place)).containsExactlyElementsOf(expected);
        assertThat(claims.stream().map(this::place)).containsExactlyElementsOf(expected);
        clock.advance(WINDOW);
        assertThat(place(claims.get(2))).isEqualTo(NOW);
        assertThat(place(claim(accepted(), 2, true))).isEqualTo(later(2));
        assertThat(place(claim(accepted(), 2, true))).isEqualTo(later(3));
    }

    private Admission later(int windows) {
        return new Admission.Later(start.plus(WINDOW.multipliedBy(windows)));
    }

    @Test
    public void moreCountersThanOneCallTakesAreReservedTogether() {
        List<Reservation> claims = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            claims.add(new Reservation(slot + "#" + i, ids.fresh(), 1, WINDOW, false));
        }
        assertThat(slots().claim(claims, Set.of()))
                .hasSize(250)
                .containsValue(NOW)
                .doesNotContainValue(REFUSED);
        claims.forEach(claim -> accept(claim.event()));
        List<Reservation> others = claims.stream()
                .map(claim -> new Reservation(claim.slot(), ids.fresh(), 1, WINDOW, false))
                .toList();
        assertThat(slots().claim(others, Set.of())).hasSize(250).doesNotContainValue(NOW);
    }

    @Test
    public void anEventThatWasNeverAcceptedLosesItsPlaceOnceItsRequestMustHaveEnded() {
        assertThat(place(claim(ids.fresh(), 1, false))).isEqualTo(NOW);
        clock.advance(Duration.ofSeconds(61));
        assertThat(place(claim(accepted(), 1, false))).isEqualTo(NOW);
        assertThat(place(claim(accepted(), 1, false))).isEqualTo(REFUSED);
    }

    @Test
    public void noEventIsRefusedWhileTheHoldersAcceptanceIsUnknown() {
        assertThat(place(claim(ids.fresh(), 1, false))).isEqualTo(NOW);
        Reservation other = claim(accepted(), 1, false);
        assertThatThrownBy(() -> place(other)).isInstanceOf(UnavailableException.class);
    }

    @Test
    public void anEventOfTheSameRequestCountsAsAccepted() {
        EventId first = ids.fresh();
        assertThat(place(claim(first, 1, false))).isEqualTo(NOW);
        Reservation second = claim(ids.fresh(), 1, false);
        assertThat(slots().claim(List.of(second), Set.of(first, second.event())))
                .isEqualTo(Map.of(second, REFUSED));
    }
}
