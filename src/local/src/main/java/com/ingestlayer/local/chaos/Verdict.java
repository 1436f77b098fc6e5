package com.ingestlayer.local.chaos;

import java.util.List;

/**
 * What the reckoning found.
 *
 * @param deliveries that had to be made
 * @param received deliveries that their receiver has taken
 * @param dead deliveries in the dead-letter queue
 * @param deadWithoutLastWord those of them whose record does not say so, because the process died over their last receive
 * @param unnoticed deliveries that were taken, and whose record knows less: the process died, the connection broke or the
 *     table was out of reach between the receiver's answer and the record
 * @param duplicates how often a delivery was taken again
 * @param renderedAgain deliveries that came with two {@code received_at}: of a sender's try that died after the queue, and
 *     of the one that was accepted
 * @param recordsChecked deliveries whose record was held against what the receiver saw
 * @param lost accepted events without a row, and deliveries neither taken nor dead
 * @param untrue what is recorded or was sent and should not have been
 */
public record Verdict(
        int deliveries,
        int received,
        int dead,
        int deadWithoutLastWord,
        int unnoticed,
        int duplicates,
        int renderedAgain,
        int recordsChecked,
        List<String> lost,
        List<String> untrue) {
    public Verdict {
        lost = List.copyOf(lost);
        untrue = List.copyOf(untrue);
    }
}
