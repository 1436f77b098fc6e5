package com.ingestlayer.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.chaos.Traces.Written;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a night's reckoning must find, and what it must let pass. */
class ReconciliationTest {
    private static final String EVENT = "evt_01KFRM8V33ABCDEFGHJKMNPQRS";
    private static final String DELIVERY = EventKind.ONE.routes().get(0).deliveryOf(EVENT);
    private static final ReceivedRequest TAKEN = new ReceivedRequest("{}", true, 200, true);
    private static final ReceivedRequest REFUSED = new ReceivedRequest("{}", true, 500, true);
    private static final ReceivedRequest DROPPED = new ReceivedRequest("{}", true, 0, true);

    private static Written record(String status, Integer... statuses) {
        List<String> starts =
                IntStream.range(0, statuses.length).mapToObj(Integer::toString).toList();
        return new Written(status, List.of(statuses), starts, Collections.nCopies(statuses.length, 5L));
    }

    private static Verdict verdict(List<ReceivedRequest> seen, Map<String, Written> records, Set<String> deadLetters) {
        return new Reconciliation(Map.of(DELIVERY, seen), new Traces(Set.of(EVENT), records, deadLetters))
                .over(List.of(new Accepted(EVENT, EventKind.ONE)));
    }

    private static Verdict alive(List<ReceivedRequest> seen, Written record) {
        return verdict(seen, Map.of(DELIVERY, record), Set.of());
    }

    private static Verdict dead(List<ReceivedRequest> seen, Written record) {
        return verdict(seen, Map.of(DELIVERY, record), Set.of(DELIVERY));
    }

    @Test
    void anAttemptThatTookLessThanNoTimeIsUntrue() {
        for (long millis : new long[] {-120_000, 120_000}) {
            Written jumped = new Written("delivered", List.of(200), List.of("10:00"), List.of(millis));
            assertThat(alive(List.of(TAKEN), jumped).untrue())
                    .singleElement()
                    .asString()
                    .contains(millis + "] ms");
        }
    }

    @Test
    void aDeliveryThatTheReceiverTookAndTheRecordKnowsIsInOrder() {
        Verdict verdict = alive(List.of(REFUSED, TAKEN, TAKEN), record("delivered", 500, 200));
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.untrue()).isEmpty();
        assertThat(verdict.duplicates()).isEqualTo(1);
    }

    @Test
    void anAcceptedEventWithoutARowIsLost() {
        Verdict verdict = new Reconciliation(Map.of(), new Traces(Set.of(), Map.of(), Set.of()))
                .over(List.of(new Accepted(EVENT, EventKind.FILTERED_OUT)));
        assertThat(verdict.lost()).singleElement().asString().contains(EVENT);
    }

    @Test
    void aDeliveryThatNobodyTookAndThatIsNotDeadIsLost() {
        assertThat(verdict(List.of(), Map.of(), Set.of()).lost()).hasSize(1);
        assertThat(alive(List.of(REFUSED), record("retrying", 500)).lost()).hasSize(1);
    }

    @Test
    void aRecordThatSaysDeliveredWithoutATakerIsUntrue() {
        assertThat(alive(List.of(REFUSED), record("delivered", 200)).untrue()).isNotEmpty();
    }

    @Test
    void aRecordThatSaysDeadOutsideTheDeadLetterQueueIsUntrue() {
        assertThat(alive(List.of(TAKEN), record("dead", 500)).untrue()).isNotEmpty();
    }

    @Test
    void anAttemptRecordedTwiceIsUntrue() {
        Written twice = new Written("dead", List.of(0, 0), List.of("10:00 + 5 ms", "10:00 + 5 ms"), List.of(5L, 5L));
        assertThat(dead(List.of(DROPPED, DROPPED), twice).untrue()).hasSize(1);
        assertThat(dead(List.of(REFUSED), record("dead", 500, 500)).untrue()).hasSize(1);
    }

    @Test
    void aDeadLetterWhoseRecordDoesNotSayDeadIsCountedAndNotLost() {
        Verdict verdict = dead(List.of(REFUSED), record("retrying", 500));
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.untrue()).isEmpty();
        assertThat(verdict.deadWithoutLastWord()).isEqualTo(1);
    }

    @Test
    void aDeadLetterThatTheReceiverTookMayBeUnknownToItsRecord() {
        Verdict verdict = dead(List.of(TAKEN, REFUSED), record("dead", 500));
        assertThat(verdict.untrue()).isEmpty();
        assertThat(verdict.unnoticed()).isEqualTo(1);
    }

    @Test
    void aBrokenSignatureAndAnotherBodyAreUntrue() {
        assertThat(alive(List.of(new ReceivedRequest("{}", false, 200, true)), record("delivered", 200))
                        .untrue())
                .hasSize(1);
        assertThat(alive(List.of(TAKEN, new ReceivedRequest("[]", true, 200, true)), record("delivered", 200))
                        .untrue())
                .hasSize(1);
    }

    @Test
    void anotherReceivedAtIsCountedAndNothingElseMayDiffer() {
        ReceivedRequest first = new ReceivedRequest("{\"id\":1,\"received_at\":\"10:00\",\"n\":1}", true, 0, true);
        ReceivedRequest second = new ReceivedRequest("{\"id\":1,\"received_at\":\"10:01\",\"n\":1}", true, 200, true);
        Verdict verdict = alive(List.of(first, second), record("delivered", 200));
        assertThat(verdict.untrue()).isEmpty();
        assertThat(verdict.renderedAgain()).isEqualTo(1);
    }

    @Test
    void aWebhookThatNoPipelineAsksForIsUntrue() {
        Verdict verdict = new Reconciliation(
                        Map.of(DELIVERY, List.of(TAKEN)), new Traces(Set.of(EVENT), Map.of(), Set.of()))
                .over(List.of(new Accepted(EVENT, EventKind.FILTERED_OUT)));
        assertThat(verdict.untrue()).hasSize(1);
    }
}
