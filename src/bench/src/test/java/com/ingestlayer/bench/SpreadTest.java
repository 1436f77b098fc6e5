package com.ingestlayer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static Spread upTo(int last) {
        return new Spread(
                IntStream.rangeClosed(1, last).mapToObj(each -> (double) each).toList());
    }

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleValues() {
        assertThat(new Spread(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
        assertThat(new Spread(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
    }

    @Test
    void ninetyFiveOfAHundredDoNotExceedP95() {
        assertThat(upTo(100).p95()).isEqualTo(95.0);
        assertThat(upTo(20).p95()).isEqualTo(19.0);
        assertThat(upTo(1).p95()).isEqualTo(1.0);
    }

    @Test
    void anEmptyMeasurementIsRejected() {
        assertThatThrownBy(() -> new Spread(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
