package com.ingestlayer.local.noisyneighbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static Latencies latencies(int count, int unit) {
        return new Latencies(IntStream.rangeClosed(1, count)
                .mapToObj(i -> Duration.ofMillis((long) i * unit))
                .toList());
    }

    private static Result result(int quietUnit, int hangingUnit) {
        Load load = new Load(20, 5, 20, Duration.ofSeconds(100));
        return new Result(load, latencies(100, quietUnit), latencies(100, hangingUnit), 2, 17);
    }

    @Test
    void aPercentileIsTheSmallestThatIsNotShorterThanThatPartOfAll() {
        assertThat(latencies(200, 1).percentile(99)).isEqualTo(Duration.ofMillis(198));
        assertThat(latencies(201, 1).percentile(99)).isEqualTo(Duration.ofMillis(199));
        assertThat(latencies(3, 1).percentile(50)).isEqualTo(Duration.ofMillis(2));
        assertThat(latencies(1, 7).percentile(99)).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void twiceAsLongIsFairAndMoreIsNot() {
        assertThat(result(10, 20).isFair()).isTrue();
        assertThat(result(10, 20).text()).contains("2.00").doesNotContain("!");
        assertThat(result(10, 21).isFair()).isFalse();
        assertThat(result(10, 21).text()).contains("! p99 is more than 2 times as long");
    }
}
