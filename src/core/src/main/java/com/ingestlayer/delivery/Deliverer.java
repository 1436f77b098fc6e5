package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.Trace;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.WebhookRequestFactory.CannotBeMadeException;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.MalformedMessageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Delivers a batch of messages. Each message is independent: the failure of one never affects another. After an
 * attempt, the message that carries the delivery on is sent first, if a new one is needed; then the attempt is
 * recorded; then the received message leaves the queue. If a process dies in between, the queue hands the message out
 * again, and {@link Arrival} decides what happens to it. Thread-safe.
 */
public final class Deliverer {
    private static final Logger LOG = Logger.getLogger(Deliverer.class);

    /**
     * The maximum time that a message may be hidden: the second wait of the stack's schedule with its jitter, and some
     * margin. It is below the queue's visibility timeout, so that no message comes back before the time in its own
     * record.
     */
    public static final Duration LONGEST_HIDDEN_WAIT = Duration.ofSeconds(150);

    /** The maximum number of copies of one message that may record their attempts at the same moment. */
    private static final int MAX_COPIES = 5;

    private final DeliveryRecords records;
    private final WebhookRequestFactory requests;
    private final WebhookSender sender;
    private final Waits waits;
    private final RetryPolicy retryPolicy;
    private final DeliveryListener listener;
    private final Executor executor;
    private final Clock clock;
    private final LongSupplier ticker;

    /**
     * Creates a deliverer.
     *
     * @param longestHidden the longest wait for which a message is hidden; for longer waits the message leaves the
     *     in-flight state
     * @param executor runs the messages of a batch in parallel; it should have a thread for each
     * @param clock gives the time of an attempt
     * @param ticker measures the duration of an attempt, in nanoseconds: {@code System::nanoTime}, because a clock may
     *     jump in between
     */
    public Deliverer(
            DeliveryRecords records,
            WebhookRequestFactory requests,
            WebhookSender sender,
            RetryScheduler scheduler,
            Duration longestHidden,
            RetryPolicy retryPolicy,
            DeliveryListener listener,
            Executor executor,
            Clock clock,
            LongSupplier ticker) {
        this.records = requireNonNull(records, "records is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.sender = requireNonNull(sender, "sender is null");
        this.waits = new Waits(scheduler, longestHidden);
        this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy is null");
        this.listener = requireNonNull(listener, "listener is null");
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.ticker = requireNonNull(ticker, "ticker is null");
    }

    /** A received message and its decoded form. */
    private record Task(ReceivedMessage received, DeliveryMessage message) {
        /**
         * Returns the number of the attempt that is due, counted since the delivery was queued, redriven or replayed.
         */
        int attempt() {
            return message.attempt() + received.receiveCount();
        }
    }

    /** Delivers the messages and returns the ids of those that must stay in the queue. */
    public Set<String> deliver(List<ReceivedMessage> batch) {
        List<CompletableFuture<Optional<String>>> results = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (ReceivedMessage received : batch) {
            try {
                tasks.add(new Task(received, DeliveryMessageCodec.decode(received.text())));
            } catch (MalformedMessageException e) {
                LOG.errorf(
                        "message %s is not a delivery and goes to the dead-letter queue: %s",
                        received.messageId(), e.getMessage());
                results.add(CompletableFuture.supplyAsync(() -> waits.hide(received, Duration.ZERO), executor));
            }
        }
        if (!tasks.isEmpty()) {
            startAll(tasks, results);
        }
        return results.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private void startAll(List<Task> tasks, List<CompletableFuture<Optional<String>>> results) {
        Map<DeliveryKey, DeliveryRecord> known;
        try {
            known = records.find(
                    tasks.stream().map(task -> task.message().key()).distinct().toList());
        } catch (UnavailableException e) {
            LOG.warnf("no delivery was tried: %s", e.getMessage());
            tasks.forEach(task -> results.add(CompletableFuture.supplyAsync(() -> keepUntried(task), executor)));
            return;
        } catch (RuntimeException e) {
            LOG.errorf(e, "no delivery was tried, after a fault of ours: %s", e.getMessage());
            tasks.forEach(task -> results.add(CompletableFuture.supplyAsync(() -> keepFaulty(task), executor)));
            return;
        }
        for (Task task : tasks) {
            Optional<DeliveryRecord> record =
                    Optional.ofNullable(known.get(task.message().key()));
            results.add(CompletableFuture.supplyAsync(() -> deliver(task, record), executor));
        }
    }

    /** Returns empty if the message is finished, and otherwise its id. */
    private Optional<String> deliver(Task task, Optional<DeliveryRecord> record) {
        DeliveryMessage message = task.message();
        try {
            return switch (Arrival.of(message, task.received().receiveCount(), record, now())) {
                case DUE ->
                    attempt(task, record.map(DeliveryRecord::attemptCount).orElse(0) + 1);
                case NOT_YET -> releaseIf(waits.leaveFlight(task.received(), message), task);
                case DELIVERED -> drop(message, "was delivered before");
                case WAITS_ELSEWHERE -> drop(message, "waits for its next attempt in another message");
                case DEAD -> drop(message, "is in the dead-letter queue");
            };
        } catch (UnavailableException e) {
            LOG.warnf("delivery %s waits: %s", message.deliveryId(), e.getMessage());
            return keepUntried(task);
        } catch (RuntimeException e) {
            LOG.errorf(e, "delivery %s waits after a fault of ours", message.deliveryId());
            return keepFaulty(task);
        }
    }

    /**
     * Keeps the message in flight for a short time, so that the queue's redrive policy bounds how often a fault of ours
     * is repeated. An attempt that could not be made because of an outage is handled differently, because outages end.
     */
    private Optional<String> keepFaulty(Task task) {
        return waits.hide(
                task.received(), retryPolicy.waitUntried(task.message().key(), task.attempt()));
    }

    private static Optional<String> drop(DeliveryMessage message, String why) {
        LOG.infof("delivery %s %s; its repeated message is dropped", message.deliveryId(), why);
        return Optional.empty();
    }

    private Optional<String> releaseIf(boolean carried, Task task) {
        return carried ? Optional.empty() : waits.hide(task.received(), waits.longestHidden());
    }

    private Optional<String> attempt(Task task, int number) {
        Instant start = now();
        long begun = ticker.getAsLong();
        Reply reply = send(task, number, start);
        Duration took = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - begun));
        Instant end = now();
        DeliveryMessage message = requests.withCurrentTarget(task.message());
        Outcome outcome = retryPolicy.decide(message.key(), reply, task.attempt());
        Attempt attempt = toAttempt(reply, number, start, took).ofReplay(message.replay());
        return settle(task, message, attempt, outcome, end);
    }

    /**
     * Sends the message that carries the delivery on, records the attempt, and then deletes the message or lets it
     * wait, in this order.
     */
    private Optional<String> settle(Task task, DeliveryMessage message, Attempt attempt, Outcome outcome, Instant end) {
        ReceivedMessage received = task.received();
        boolean replaced = false;
        Outcome recorded = outcome;
        if (outcome instanceof Outcome.Dead) {
            replaced = waits.bury(received, message);
        } else if (outcome instanceof Outcome.Again again && !waits.isShort(again.after())) {
            replaced = waits.leaveFlight(received, message.waiting(task.attempt(), end.plus(again.after())));
        }
        if (!replaced && !(outcome instanceof Outcome.Delivered)) {
            // This also covers the case that the queue did not take the next message: the record must not plan an
            // attempt that no message waits for.
            Duration wait = outcome.untilNext().filter(waits::isShort).orElse(waits.longestHidden());
            recorded = new Outcome.Again(wait);
        }
        listener.attempted(
                new AttemptReport(message, received.trace(), attempt, recorded, end, received.receiveCount()));
        try {
            record(message, attempt, recorded, recorded.nextAttemptAt(end));
        } catch (UnavailableException | ServiceRefusalException e) {
            Waits.tell("delivery " + message.deliveryId() + " is not recorded", e);
            // The message that was sent in its place carries the delivery on, with the number of its attempts. If the
            // received message stayed as well, it would send one more each time that the table does not answer.
            return replaced
                    ? Optional.empty()
                    : waits.hide(received, retryPolicy.waitUntried(message.key(), task.attempt()));
        }
        return replaced ? Optional.empty() : recorded.untilNext().flatMap(wait -> waits.hide(received, wait));
    }

    /** Returns the current time in whole milliseconds, because operators read these times. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Records the attempt. If another copy of the message was faster, its attempts come before this one; a delivery
     * that succeeded in this run or a later one keeps that status. If the table wrote the attempt but its answer was
     * lost, the SDK's retry finds one attempt too many, which is this one.
     */
    private void record(DeliveryMessage message, Attempt attempt, Outcome outcome, Optional<Instant> nextAttemptAt) {
        Attempt numbered = attempt;
        for (int i = 0; i < MAX_COPIES; i++) {
            if (records.append(message, numbered, outcome.status(), nextAttemptAt)) {
                return;
            }
            Optional<DeliveryRecord> known =
                    Optional.ofNullable(records.find(List.of(message.key())).get(message.key()));
            Attempt attempted = numbered;
            if (known.filter(record -> record.wasDeliveredIn(message.replay())
                            || record.attempts().contains(attempted))
                    .isPresent()) {
                return;
            }
            numbered =
                    attempt.withNumber(known.map(DeliveryRecord::attemptCount).orElse(0) + 1);
        }
        throw new UnavailableException("the record of delivery " + message.deliveryId());
    }

    private Reply send(Task task, int number, Instant at) {
        try {
            WebhookRequest request = requests.make(task.message(), number, at);
            return sender.post(task.received()
                    .trace()
                    .map(trace -> request.with(Trace.HEADER, trace.traceparent()))
                    .orElse(request));
        } catch (CannotBeMadeException e) {
            return e.reply();
        }
    }

    private static Attempt toAttempt(Reply reply, int number, Instant start, Duration took) {
        if (reply instanceof Reply.Answered answered) {
            Optional<String> error = answered.isSuccess() ? Optional.empty() : Optional.of(errorOf(answered.status()));
            return new Attempt(number, start, OptionalInt.of(answered.status()), took, error, answered.bodyExcerpt());
        }
        String reason =
                reply instanceof Reply.NotAnswered silent ? silent.reason() : ((Reply.Impossible) reply).reason();
        return new Attempt(number, start, OptionalInt.empty(), took, Optional.of(reason), Optional.empty());
    }

    private static String errorOf(int status) {
        return status >= 300 && status < 400 ? "HTTP " + status + ": redirects are not followed" : "HTTP " + status;
    }

    /**
     * Keeps a message whose attempt could not be made. An outage of ours should not cost an attempt, so a message that
     * would wait long, or that is at its last attempt, is sent again with the attempts it came with. Only a short wait
     * costs one, because the message spends it hidden, and the next receive counts. The due time of a message is never
     * moved forward, because {@link Arrival} uses it to tell the message from its repeats. A message in the first
     * format keeps waiting as it is, because Arrival never treats it as a repeat.
     */
    private Optional<String> keepUntried(Task task) {
        DeliveryMessage message = task.message();
        Duration wait = retryPolicy.waitUntried(message.key(), task.attempt());
        if (message.firstForm() || (waits.isShort(wait) && task.attempt() < RetryPolicy.MAX_ATTEMPTS)) {
            return waits.hide(task.received(), wait);
        }
        Instant next = now().plus(wait);
        Instant until = message.notBefore().filter(next::isBefore).orElse(next);
        return releaseIf(waits.leaveFlight(task.received(), message.waiting(message.attempt(), until)), task);
    }
}
