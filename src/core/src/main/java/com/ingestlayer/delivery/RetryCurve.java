package com.ingestlayer.delivery;

import com.ingestlayer.Durations;
import java.time.Duration;
import java.util.List;

/**
 * The one place that decides what an attempt leads to. The queue moves a message to the dead-letter queue after its
 * maxReceiveCount (5) receives, so a curve has exactly four waits, and the number that counts is how often the queue
 * handed the message over: a redriven message starts anew. Thread-safe.
 *
 * @param waits after the first failure, the second, the third and the fourth
 */
public record RetryCurve(List<Duration> waits) {
    /** The queue's maxReceiveCount. */
    public static final int MAX_RECEIVES = 5;

    /** SQS hides a message for 12 h at most, counted from its receive; what the attempt itself took is left room for. */
    static final Duration LONGEST_WAIT = Duration.ofHours(12).minusMinutes(1);

    public static final RetryCurve DEFAULT = new RetryCurve(
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1)));

    public RetryCurve {
        waits = List.copyOf(waits);
        if (waits.size() != MAX_RECEIVES - 1) {
            throw new IllegalArgumentException("expected " + (MAX_RECEIVES - 1) + " waits: " + waits);
        }
        waits.forEach(wait -> {
            if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException("a wait must be between 0s and " + LONGEST_WAIT.toMinutes() + "m");
            }
        });
    }

    /** @throws IllegalArgumentException when the text is not four durations, such as {@code 30s,2m,10m,1h} */
    public static RetryCurve parse(String text) {
        return Durations.parseList(text)
                .filter(waits -> waits.size() == MAX_RECEIVES - 1)
                .map(RetryCurve::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\": expected four durations joined by commas, such as 30s,2m,10m,1h"));
    }

    /** What an attempt with this reply leads to, in the receive with this number. A longer Retry-After is obeyed. */
    public Outcome decide(Reply reply, int receiveCount) {
        if (reply.isSuccess()) {
            return new Outcome.Delivered();
        }
        if (receiveCount >= MAX_RECEIVES) {
            return new Outcome.Dead();
        }
        Duration wait = waitAfter(receiveCount);
        return new Outcome.Again(reply.retryAfter()
                .filter(asked -> asked.compareTo(wait) > 0)
                .map(asked -> asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked)
                .orElse(wait));
    }

    /** How long a message waits that could not be tried at all, because a table or the secret store did not answer. */
    Duration waitAfter(int receiveCount) {
        return receiveCount >= MAX_RECEIVES ? Duration.ZERO : waits.get(Math.max(receiveCount, 1) - 1);
    }
}
