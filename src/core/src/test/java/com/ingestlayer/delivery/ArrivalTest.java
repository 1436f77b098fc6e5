package com.ingestlayer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests every combination of states of an arriving message and its record. Times are seconds from now; {@code -} stands
 * for none.
 */
class ArrivalTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final DeliveryKey KEY = new DeliveryKey(new EventId("evt_01ARZ3NDEKTSV4RRFFQ69G5FAV"), "p", "d");

    private static DeliveryMessage message(int replay, int attempt, String notBefore, boolean firstForm) {
        return new DeliveryMessage(
                "dlv_1",
                KEY,
                "a.b",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of("{}"),
                NOW,
                replay,
                attempt,
                time(notBefore),
                firstForm);
    }

    private static Optional<Instant> time(String seconds) {
        return seconds.equals("-")
                ? Optional.empty()
                : Optional.of(NOW.plus(Duration.ofSeconds(Long.parseLong(seconds))));
    }

    private static Optional<DeliveryRecord> record(String status, int run, String next) {
        if (status.equals("-")) {
            return Optional.empty();
        }
        boolean delivered = status.equals("DELIVERED");
        Attempt last = new Attempt(
                1,
                NOW.minusSeconds(60),
                OptionalInt.of(delivered ? 200 : 500),
                Duration.ZERO,
                delivered ? Optional.empty() : Optional.of("HTTP 500"),
                Optional.empty(),
                run);
        return Optional.of(new DeliveryRecord(
                "dlv_1", KEY, Optional.empty(), DeliveryStatus.valueOf(status), List.of(last), time(next)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what                                                  | replay | attempt | receives | not before |
                // status | run | next | arrival
                "the first receive                                       | 0 | 0 | 1 | -     | -         | 0 | -     | DUE",
                "received again after its process died untried           | 0 | 0 | 5 | -     | -         | 0 | -     | DUE",
                "hidden, and its wait is over                            | 0 | 0 | 2 | -     | RETRYING  | 0 | 0     | DUE",
                "hidden, seen by a clock that is 4 minutes slow          | 0 | 0 | 2 | -     | RETRYING  | 0 | 240   | DUE",
                "recorded, and the process died before it was hidden     | 0 | 0 | 2 | -     | RETRYING  | 0 | -20   | DUE",
                "its copy was sent, and the process died unrecorded      | 0 | 0 | 4 | -     | RETRYING  | 0 | -60   | DUE",
                "its copy was sent and recorded, and it was not let go   | 0 | 0 | 4 | -     | RETRYING  | 0 | 3600  | WAITS_ELSEWHERE",
                "the same of the last wait                               | 0 | 3 | 2 | -600  | RETRYING  | 0 | 3600  | WAITS_ELSEWHERE",
                "a second copy, while the first one's next copy waits    | 0 | 3 | 1 | -5    | RETRYING  | 0 | 3600  | WAITS_ELSEWHERE",
                "a copy on its way                                       | 0 | 3 | 1 | 1800  | RETRYING  | 0 | 1800  | NOT_YET",
                "a copy that arrives                                     | 0 | 3 | 1 | 0     | RETRYING  | 0 | 0     | DUE",
                "a copy that arrives, by a clock that is 4 minutes slow  | 0 | 3 | 1 | 240   | RETRYING  | 0 | 240   | DUE",
                "a copy of an attempt that was not recorded arrives      | 0 | 3 | 1 | 0     | -         | 0 | -     | DUE",
                "its dead letter was sent, and the process died          | 0 | 4 | 2 | -60   | RETRYING  | 0 | -60   | DUE",
                "it is recorded as dead, and was not let go              | 0 | 4 | 2 | -60   | DEAD      | 0 | -     | DEAD",
                "its process died over the last attempt                  | 0 | 4 | 2 | -60   | RETRYING  | 0 | -60   | DUE",
                "spent, and never recorded                               | 0 | 4 | 2 | -60   | -         | 0 | -     | DUE",
                "spent, while another copy waits                         | 0 | 4 | 2 | -60   | RETRYING  | 0 | 900   | WAITS_ELSEWHERE",
                "a dead letter that was redriven                         | 0 | 0 | 1 | -     | DEAD      | 0 | -     | DUE",
                "a copy that SQS moved, redriven before its time         | 0 | 0 | 1 | 40000 | RETRYING  | 0 | 40000 | NOT_YET",
                "a copy that SQS moved, redriven by AWS after its time   | 0 | 4 | 1 | -60   | RETRYING  | 0 | -60   | DUE",
                "a repeat of what was delivered                          | 0 | 0 | 2 | -     | DELIVERED | 0 | -     | DELIVERED",
                "a waiting copy of what was delivered meanwhile          | 0 | 3 | 1 | 1800  | DELIVERED | 0 | -     | DELIVERED",
                "the first run, after a replay was delivered             | 0 | 3 | 1 | 0     | DELIVERED | 1 | -     | DELIVERED",
                "a replay of what was delivered                          | 1 | 0 | 1 | -     | DELIVERED | 0 | -     | DUE",
                "a replay, while the first run waits                     | 1 | 0 | 1 | -     | RETRYING  | 0 | 3600  | DUE",
                "the first run's copy, while a replay waits              | 0 | 3 | 1 | 0     | RETRYING  | 1 | 3600  | DUE",
                "a replay that was sent twice, while the other one waits | 1 | 0 | 1 | -     | RETRYING  | 1 | 3600  | WAITS_ELSEWHERE",
                "spent, while a replay is dead                           | 0 | 4 | 2 | -60   | DEAD      | 1 | -     | DUE",
                "put off by its pipeline                                 | 0 | 0 | 1 | 1800  | -         | 0 | -     | NOT_YET",
            })
    void eachMessageThatIsDroppedHasACarrierOrALetter(
            String what,
            int replay,
            int attempt,
            int receives,
            String notBefore,
            String status,
            int run,
            String next,
            Arrival arrival) {
        assertThat(Arrival.of(message(replay, attempt, notBefore, false), receives, record(status, run, next), NOW))
                .isEqualTo(arrival);
    }

    @ParameterizedTest
    @CsvSource({"RETRYING,3600", "RETRYING,0", "DEAD,-", "-,-"})
    void aMessageOfAnOlderReleaseIsNeverDroppedBecauseOfItsRecordsPlan(String status, String next) {
        assertThat(Arrival.of(message(0, 0, "-", true), 5, record(status, 0, next), NOW))
                .isEqualTo(Arrival.DUE);
    }
}
