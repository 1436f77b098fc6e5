package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides the consequence of every attempt; no other class does. The number of an attempt is the number of attempts
 * made before its message was written, plus the times the queue has handed that message out since; a redriven message
 * starts again. Up to a tenth is added to every wait, so that deliveries that failed together are not retried together.
 * Waits are whole seconds, as SQS requires. Thread-safe.
 */
public final class RetryPolicy {
    /** The first attempt, and one after each wait. */
    public static final int MAX_ATTEMPTS = RetrySchedule.WAITS + 1;

    /**
     * The longest wait after an attempt that could not be made because of an outage, however long the destination's
     * schedule is.
     */
    private static final Duration LONGEST_UNTRIED_WAIT = Duration.ofMinutes(15);

    private static final int JITTER_DIVISOR = 10;

    private final Destinations destinations;
    private final RetrySchedule schedule;
    private final RandomGenerator random;

    /**
     * Creates a policy.
     *
     * @param schedule the schedule of destinations that have none of their own or are no longer in the configuration
     * @param random a thread-safe generator
     */
    public RetryPolicy(Destinations destinations, RetrySchedule schedule, RandomGenerator random) {
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.schedule = requireNonNull(schedule, "schedule is null");
        this.random = requireNonNull(random, "random is null");
    }

    /**
     * Returns the consequence of the attempt with this number and reply. A {@code Retry-After} that is longer than the
     * planned wait is obeyed.
     */
    Outcome decide(DeliveryKey key, Reply reply, int attempt) {
        if (reply.isSuccess()) {
            return new Outcome.Delivered();
        }
        if (reply.isPermanent() || attempt >= MAX_ATTEMPTS) {
            return new Outcome.Dead();
        }
        return new Outcome.Again(wait(key, attempt, reply.retryAfter()));
    }

    /**
     * Returns how long a message waits if its attempt could not be made, because a table or the secret store did not
     * answer.
     */
    Duration waitUntried(DeliveryKey key, int attempt) {
        Duration planned = wait(key, attempt, Optional.empty());
        return planned.compareTo(LONGEST_UNTRIED_WAIT) > 0 ? LONGEST_UNTRIED_WAIT : planned;
    }

    private Duration wait(DeliveryKey key, int attempt, Optional<Duration> asked) {
        Duration planned = destinations
                .find(key)
                .flatMap(WebhookOut::retry)
                .orElse(schedule)
                .waits()
                .get(Math.min(Math.max(attempt, 1), RetrySchedule.WAITS) - 1);
        Duration least = asked.filter(longer -> longer.compareTo(planned) > 0).orElse(planned);
        if (least.compareTo(RetrySchedule.LONGEST_WAIT) >= 0) {
            return RetrySchedule.LONGEST_WAIT;
        }
        long seconds = least.plusSeconds(1).minusNanos(1).toSeconds(); // never sooner than asked
        long longest = Math.min(seconds + seconds / JITTER_DIVISOR, RetrySchedule.LONGEST_WAIT.toSeconds());
        return Duration.ofSeconds(random.nextLong(seconds, longest + 1));
    }
}
