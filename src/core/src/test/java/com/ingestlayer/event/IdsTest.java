package com.ingestlayer.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private static Ids at(Instant instant) {
        return new Ids(Clock.fixed(instant, ZoneOffset.UTC), new Random(1));
    }

    @Test
    void freshIdsSortByTime() {
        assertThat(at(NOON).fresh().value())
                .isLessThan(at(NOON.plusMillis(1)).fresh().value());
    }

    @Test
    void freshIdsDifferWithinOneMillisecond() {
        Ids ids = at(NOON);
        assertThat(ids.fresh()).isNotEqualTo(ids.fresh());
    }

    @Test
    void freshIdsAreUlids() {
        // 01ARZ3NDEK is the time part of the example in the ULID specification.
        Ids ids = at(Instant.ofEpochMilli(1_469_922_850_259L));
        assertThat(ids.fresh().value()).startsWith("evt_01ARZ3NDEK");
    }

    @Test
    void aRetryWithinTheWindowHasTheSameId() {
        assertThat(Ids.derived("sdk.event", "a.b", "k", DAY, NOON))
                .isEqualTo(Ids.derived("sdk.event", "a.b", "k", DAY, NOON.plusSeconds(60)));
    }

    @Test
    void anotherSourceTypeKeyOrWindowGivesAnotherId() {
        EventId id = Ids.derived("sdk.event", "a.b", "k", DAY, NOON);
        assertThat(id)
                .isNotEqualTo(Ids.derived("sdk.even", "ta.b", "k", DAY, NOON))
                .isNotEqualTo(Ids.derived("sdk.event", "a.", "bk", DAY, NOON))
                .isNotEqualTo(Ids.derived("sdk.event", "a.c", "k", DAY, NOON))
                .isNotEqualTo(Ids.derived("sdk.event", "a.b", "l", DAY, NOON))
                .isNotEqualTo(Ids.derived("sdk.event", "a.b", "k", DAY, NOON.plus(DAY)));
    }

    @Test
    void deliveriesOfOneEventHaveDistinctStableIds() {
        EventId event = Ids.derived("sdk.event", "a.b", "k", DAY, NOON);
        assertThat(Ids.delivery(event, "p", "a"))
                .matches("dlv_[0-9A-HJKMNP-TV-Z]{26}")
                .isEqualTo(Ids.delivery(event, "p", "a"))
                .isNotEqualTo(Ids.delivery(event, "p", "b"))
                .isNotEqualTo(Ids.delivery(event, "pa", ""));
    }
}
