package com.ingestlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void readsEachUnit() {
        assertThat(Durations.parseList("30s,2m, 10h,7d"))
                .hasValue(List.of(
                        Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofHours(10), Duration.ofDays(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "0s", "-1s", "1.5h", "5 m", "5M", "99999999999s", "1h30m"})
    void rejectsEverythingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30s", "90s", "5m", "24h", "7d"})
    void writesWhatItReads(String text) {
        Duration duration = Durations.parse(text).orElseThrow();
        assertThat(Durations.parse(Durations.format(duration))).hasValue(duration);
    }
}
