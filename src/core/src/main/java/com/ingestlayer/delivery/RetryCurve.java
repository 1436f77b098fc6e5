package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.pipeline.RetrySchedule;
import com.ingestlayer.pipeline.WebhookOut;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one place that decides what an attempt leads to. The queue moves a message to the dead-letter queue after its
 * maxReceiveCount (5) receives, and the number that counts is how often the queue handed the message over: a redriven
 * message starts anew. Up to a tenth is added to every wait, so that deliveries that failed together do not come again
 * together. Waits are whole seconds, as SQS has them. Thread-safe.
 */
public final class RetryCurve {
    /** The queue's maxReceiveCount. */
    public static final int MAX_RECEIVES = RetrySchedule.WAITS + 1;

    private static final int JITTER_PART = 10;

    private final Destinations destinations;
    private final RetrySchedule schedule;
    private final RandomGenerator random;

    /**
     * A curve.
     *
     * @param schedule of destinations that have none of their own, or are gone from the configuration
     * @param random thread-safe
     */
    public RetryCurve(Destinations destinations, RetrySchedule schedule, RandomGenerator random) {
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.schedule = requireNonNull(schedule, "schedule is null");
        this.random = requireNonNull(random, "random is null");
    }

    /** What an attempt with this reply leads to, in the receive with this number. A longer Retry-After is obeyed. */
    Outcome decide(DeliveryKey key, Reply reply, int receiveCount) {
        if (reply.isSuccess()) {
            return new Outcome.Delivered();
        }
        if (reply.isPermanent() || receiveCount >= MAX_RECEIVES) {
            return new Outcome.Dead();
        }
        return new Outcome.Again(wait(key, receiveCount, reply.retryAfter()));
    }

    /** How long a message waits that could not be tried at all, because a table or the secret store did not answer. */
    Duration waitAfter(DeliveryKey key, int receiveCount) {
        return receiveCount >= MAX_RECEIVES ? Duration.ZERO : wait(key, receiveCount, Optional.empty());
    }

    private Duration wait(DeliveryKey key, int receiveCount, Optional<Duration> asked) {
        Duration planned = destinations
                .find(key)
                .flatMap(WebhookOut::retry)
                .orElse(schedule)
                .waits()
                .get(Math.max(receiveCount, 1) - 1);
        Duration least = asked.filter(longer -> longer.compareTo(planned) > 0).orElse(planned);
        if (least.compareTo(RetrySchedule.LONGEST_WAIT) >= 0) {
            return RetrySchedule.LONGEST_WAIT;
        }
        long seconds = least.plusSeconds(1).minusNanos(1).toSeconds(); // never sooner than asked
        long longest = Math.min(seconds + seconds / JITTER_PART, RetrySchedule.LONGEST_WAIT.toSeconds());
        return Duration.ofSeconds(random.nextLong(seconds, longest + 1));
    }
}
