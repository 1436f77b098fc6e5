package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.RequestMaker.CannotBeMadeException;
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
 * Delivers a batch of messages, each on its own: no message's fate touches another's. An attempt is recorded before its
 * message leaves the queue; a process that dies in between has the message handed over and sent again, under the same
 * ids. Thread-safe.
 */
public final class Deliverer {
    private static final Logger LOG = Logger.getLogger(Deliverer.class);

    /** How many copies of one message may record their attempts at the same moment. */
    private static final int MAX_COPIES = 5;

    private final DeliveryRecords records;
    private final RequestMaker requests;
    private final WebhookSender sender;
    private final MessageHider hider;
    private final RetryCurve curve;
    private final DeliveryJournal journal;
    private final Executor executor;
    private final Clock clock;
    private final LongSupplier ticker;

    /**
     * A deliverer.
     *
     * @param executor runs the messages of a batch side by side; it should have a thread for each
     * @param clock tells when an attempt was
     * @param ticker tells how long it took, in nanoseconds: {@code System::nanoTime}, because a clock may jump meanwhile
     */
    public Deliverer(
            DeliveryRecords records,
            RequestMaker requests,
            WebhookSender sender,
            MessageHider hider,
            RetryCurve curve,
            DeliveryJournal journal,
            Executor executor,
            Clock clock,
            LongSupplier ticker) {
        this.records = requireNonNull(records, "records is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.sender = requireNonNull(sender, "sender is null");
        this.hider = requireNonNull(hider, "hider is null");
        this.curve = requireNonNull(curve, "curve is null");
        this.journal = requireNonNull(journal, "journal is null");
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.ticker = requireNonNull(ticker, "ticker is null");
    }

    /** A message and what it says. */
    private record Task(ReceivedMessage received, DeliveryMessage message) {}

    /** The ids of the messages that must stay in the queue. */
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
                results.add(CompletableFuture.supplyAsync(() -> keep(received, Duration.ZERO), executor));
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
            keepAllUntried(tasks, results);
            return;
        } catch (RuntimeException e) {
            LOG.errorf(e, "no delivery was tried, after a fault of ours: %s", e.getMessage());
            keepAllUntried(tasks, results);
            return;
        }
        for (Task task : tasks) {
            Optional<DeliveryRecord> record =
                    Optional.ofNullable(known.get(task.message().key()));
            results.add(CompletableFuture.supplyAsync(() -> deliver(task, record), executor));
        }
    }

    private void keepAllUntried(List<Task> tasks, List<CompletableFuture<Optional<String>>> results) {
        tasks.forEach(task -> results.add(CompletableFuture.supplyAsync(() -> keepUntried(task), executor)));
    }

    /** Empty when the message is done with, else its id. */
    private Optional<String> deliver(Task task, Optional<DeliveryRecord> record) {
        try {
            if (record.filter(known -> known.wasDeliveredIn(task.message().replay()))
                    .isPresent()) {
                LOG.infof(
                        "delivery %s was delivered before; its repeated message is dropped",
                        task.message().deliveryId());
                return Optional.empty();
            }
            if (!task.message().waitAt(now()).isZero()) {
                hider.postpone(task.received(), task.message());
                return Optional.empty();
            }
            int number = record.map(DeliveryRecord::attemptCount).orElse(0) + 1;
            return attempt(task, number);
        } catch (UnavailableException e) {
            LOG.warnf("delivery %s waits: %s", task.message().deliveryId(), e.getMessage());
            return keepUntried(task);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "delivery %s waits after a fault of ours", task.message().deliveryId());
            return keepUntried(task);
        }
    }

    private Optional<String> attempt(Task task, int number) {
        Instant start = now();
        long begun = ticker.getAsLong();
        Reply reply = send(task, number, start);
        Duration took = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - begun));
        Instant end = now();
        DeliveryMessage message = requests.withCurrentTarget(task.message());
        Outcome outcome = curve.decide(message.key(), reply, task.received().receiveCount());
        Attempt attempt = toAttempt(reply, number, start, took).ofReplay(message.replay());
        journal.attempted(new AttemptReport(
                message,
                task.received().trace(),
                attempt,
                outcome,
                end,
                task.received().receiveCount()));
        if (outcome instanceof Outcome.Dead) {
            hider.bury(task.received(), message);
        }
        record(message, attempt, outcome, outcome.nextAttemptAt(end));
        return outcome.untilNext().flatMap(delay -> keep(task.received(), delay));
    }

    /** In milliseconds, because operators read these times. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Writes the attempt down. Where another copy of the message was quicker, its attempts stand before this one; a
     * delivery that was delivered in this run or a later one stays so. Where the table wrote and its answer was lost, the
     * SDK's own second try finds one attempt too many: it is this one.
     */
    private void record(DeliveryMessage message, Attempt attempt, Outcome outcome, Optional<Instant> nextAttemptAt) {
        Attempt numbered = attempt;
        for (int i = 0; i < MAX_COPIES; i++) {
            if (records.append(message, numbered, outcome.status(), nextAttemptAt)) {
                return;
            }
            Optional<DeliveryRecord> known =
                    Optional.ofNullable(records.find(List.of(message.key())).get(message.key()));
            Attempt tried = numbered;
            if (known.filter(record -> record.wasDeliveredIn(message.replay())
                            || record.attempts().contains(tried))
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

    private Optional<String> keepUntried(Task task) {
        return keep(
                task.received(),
                curve.waitAfter(task.message().key(), task.received().receiveCount()));
    }

    private Optional<String> keep(ReceivedMessage received, Duration delay) {
        try {
            hider.hide(received.receiptHandle(), delay);
        } catch (ServiceRefusalException e) {
            LOG.errorf(e, "message %s could not be hidden: %s", received.messageId(), e.getMessage());
        } catch (RuntimeException e) {
            // The message comes back when its visibility timeout ends: later than asked, but not lost.
            LOG.warnf(
                    "message %s could not be hidden for %d s: %s",
                    received.messageId(), delay.toSeconds(), e.getMessage());
        }
        return Optional.of(received.messageId());
    }
}
