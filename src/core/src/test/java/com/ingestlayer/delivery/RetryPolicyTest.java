package com.ingestlayer.delivery;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final EventId EVENT = new Ids(Clock.systemUTC(), new Random(1)).fresh();
    private static final DeliveryKey PLAIN = new DeliveryKey(EVENT, "p", "plain");
    private static final DeliveryKey OWN = new DeliveryKey(EVENT, "p", "own");
    private static final DeliveryKey GONE = new DeliveryKey(EVENT, "p", "gone");
    private static final Destinations DESTINATIONS = new Destinations(destinationsOf("""
            name: p
            status: active
            destinations:
              - webhook.out: { name: plain, url: "https://a.example/" }
              - webhook.out: { name: own, url: "https://b.example/", retry: [5s, 1m, 6h, 719m] }
            """));

    private final RetryPolicy steady = curve(() -> 0L);

    private static RetryPolicy curve(RandomGenerator random) {
        return new RetryPolicy(DESTINATIONS, RetrySchedule.DEFAULT, random);
    }

    private static Reply answered(int status, Duration retryAfter) {
        return new Reply.Answered(status, Optional.ofNullable(retryAfter), Optional.empty());
    }

    private static Reply failed() {
        return new Reply.NotAnswered("x");
    }

    /** Returns the range of the random waits, in seconds. */
    private static LongSummaryStatistics waits(DeliveryKey key, Reply reply, int receive) {
        RetryPolicy curve = curve(new Random(7));
        return LongStream.range(0, 20_000)
                .map(i -> curve.decide(key, reply, receive)
                        .untilNext()
                        .orElseThrow()
                        .toSeconds())
                .summaryStatistics();
    }

    @ParameterizedTest
    @CsvSource({"1,PT30S", "2,PT2M", "3,PT10M", "4,PT1H"})
    void aFailureIsRetriedByTheStacksSchedule(int receive, Duration wait) {
        assertThat(steady.decide(PLAIN, answered(500, null), receive)).isEqualTo(new Outcome.Again(wait));
        assertThat(steady.decide(PLAIN, failed(), receive)).isEqualTo(new Outcome.Again(wait));
    }

    @ParameterizedTest
    @CsvSource({"1,PT5S", "2,PT1M", "3,PT6H", "4,PT11H59M"})
    void aDestinationsOwnScheduleOverridesTheStacks(int receive, Duration wait) {
        assertThat(steady.decide(OWN, failed(), receive)).isEqualTo(new Outcome.Again(wait));
    }

    @Test
    void aPermanentFailureIsDeadAtOnce() {
        assertThat(steady.decide(PLAIN, new Reply.Impossible("gone"), 1)).isEqualTo(new Outcome.Dead());
    }

    @ParameterizedTest
    @CsvSource({
        "plain,1,PT30S",
        "plain,2,PT2M",
        "plain,4,PT15M",
        "plain,5,PT15M",
        "plain,9,PT15M",
        "own,1,PT5S",
        "own,3,PT15M"
    })
    void anAttemptThatCouldNotBeMadeIsRepeatedWithinAQuarterOfAnHour(String destination, int attempt, Duration wait) {
        assertThat(steady.waitUntried(new DeliveryKey(EVENT, "p", destination), attempt))
                .isEqualTo(wait);
    }

    @Test
    void aRemovedDestinationUsesTheStacksSchedule() {
        assertThat(steady.decide(GONE, failed(), 1)).isEqualTo(new Outcome.Again(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 100})
    void theFifthFailureIsTheLast(int receive) {
        assertThat(steady.decide(OWN, answered(500, null), receive)).isEqualTo(new Outcome.Dead());
        assertThat(steady.decide(PLAIN, answered(503, Duration.ofHours(1)), receive))
                .isEqualTo(new Outcome.Dead());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void everyStatusFrom200To299IsSuccessAtAnyAttempt(int status) {
        assertThat(steady.decide(PLAIN, answered(status, null), 5)).isEqualTo(new Outcome.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 302, 304, 400, 404, 410, 429, 500, 503})
    void everyOtherStatusIsAFailure(int status) {
        assertThat(steady.decide(PLAIN, answered(status, null), 1)).isInstanceOf(Outcome.Again.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT5S,PT30S",
        "PT29.999S,PT30S",
        "PT45S,PT45S",
        "PT45.001S,PT46S",
        "PT5H,PT5H",
        "PT11H59M,PT11H59M",
        "PT300H,PT11H59M"
    })
    void aLongerRetryAfterIsObeyedUpToTheQueuesLimit(Duration asked, Duration wait) {
        assertThat(steady.decide(PLAIN, answered(503, asked), 1)).isEqualTo(new Outcome.Again(wait));
    }

    @ParameterizedTest
    @CsvSource({"plain,1,30,33", "plain,2,120,132", "plain,4,3600,3960", "own,1,5,5", "own,4,43140,43140"})
    void jitterAddsUpToATenthAndSubtractsNothing(String destination, int receive, long least, long most) {
        LongSummaryStatistics waits = waits(new DeliveryKey(EVENT, "p", destination), failed(), receive);
        assertThat(waits.getMin()).isEqualTo(least);
        assertThat(waits.getMax()).isEqualTo(most);
    }

    @Test
    void jitterNeverUndercutsRetryAfterNorExceedsTheQueuesLimit() {
        LongSummaryStatistics asked = waits(PLAIN, answered(429, Duration.ofMillis(99_500)), 1);
        assertThat(asked.getMin()).isEqualTo(100);
        assertThat(asked.getMax()).isEqualTo(110);
        LongSummaryStatistics long11 = waits(PLAIN, answered(429, Duration.ofHours(11)), 1);
        assertThat(long11.getMin()).isGreaterThanOrEqualTo(11 * 3600);
        assertThat(long11.getMax()).isLessThanOrEqualTo(RetrySchedule.LONGEST_WAIT.toSeconds());
    }
}
