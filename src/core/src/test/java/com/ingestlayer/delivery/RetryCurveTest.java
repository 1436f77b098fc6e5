package com.ingestlayer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryCurveTest {
    private static Reply answered(int status, Duration retryAfter) {
        return new Reply.Answered(status, Optional.ofNullable(retryAfter), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"1,PT30S", "2,PT2M", "3,PT10M", "4,PT1H"})
    void aFailureIsTriedAgainByTheCurve(int receive, Duration wait) {
        assertThat(RetryCurve.DEFAULT.decide(answered(500, null), receive)).isEqualTo(new Outcome.Again(wait));
        assertThat(RetryCurve.DEFAULT.decide(new Reply.NotAnswered("x"), receive))
                .isEqualTo(new Outcome.Again(wait));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 100})
    void theFifthFailureIsTheLast(int receive) {
        assertThat(RetryCurve.DEFAULT.decide(answered(500, null), receive)).isEqualTo(new Outcome.Dead());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void everyStatusFrom200To299IsSuccessInAnyReceive(int status) {
        assertThat(RetryCurve.DEFAULT.decide(answered(status, null), 5)).isEqualTo(new Outcome.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 302, 304, 400, 404, 410, 429, 500, 503})
    void everyOtherStatusIsAFailure(int status) {
        assertThat(RetryCurve.DEFAULT.decide(answered(status, null), 1)).isInstanceOf(Outcome.Again.class);
    }

    @ParameterizedTest
    @CsvSource({"PT5S,PT30S", "PT45S,PT45S", "PT5H,PT5H", "PT300H,PT11H59M"})
    void aLongerRetryAfterIsObeyedUpToWhatTheQueueCanHide(Duration asked, Duration wait) {
        assertThat(RetryCurve.DEFAULT.decide(answered(503, asked), 1)).isEqualTo(new Outcome.Again(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30s", "30s,2m,10m", "30s,2m,10m,1h,2h", "30s,2m,x,1h", "30s,2m,10m,13h"})
    void aScheduleThatIsNotFourWaitsIsRefused(String text) {
        assertThatThrownBy(() -> RetryCurve.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDefaultIsWhatTheDocumentationSays() {
        assertThat(RetryCurve.parse("30s,2m,10m,1h")).isEqualTo(RetryCurve.DEFAULT);
    }
}
