package com.ingestlayer.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "30s", "30s,2m,10m", "30s,2m,10m,1h,2h", "30s,2m,x,1h", "30s,2m,10m,12h", "30s,2m,10m,1d"})
    void aTextThatIsNotFourWaitsIsRefused(String text) {
        assertThatThrownBy(() -> RetrySchedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void theDefaultIsTheDocumentedOne() {
        assertThat(RetrySchedule.parse("30s,2m,10m,1h")).isEqualTo(RetrySchedule.DEFAULT);
    }

    @Test
    void theLongestWaitIsWithinTheQueuesLimit() {
        assertThat(RetrySchedule.parse("1s,1s,1s,719m").waits()).last().isEqualTo(RetrySchedule.LONGEST_WAIT);
        assertThat(RetrySchedule.LONGEST_WAIT).isLessThan(Duration.ofHours(12));
    }
}
