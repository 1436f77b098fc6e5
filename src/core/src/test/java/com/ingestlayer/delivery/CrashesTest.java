package com.ingestlayer.delivery;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.dispatch.InMemoryOversizedBodies;
import com.ingestlayer.dispatch.MalformedMessageException;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the whole life of a delivery against queues, a table and a receiver, and lets each call fail once, and each two
 * calls together: the process dies before or after the call, or the call is refused. In every case the delivery finally
 * reaches its receiver or the dead-letter queue, its record claims nothing else, and a redrive delivers it. The clocks
 * of the processes differ by up to four minutes.
 */
@Tag("slow")
class CrashesTest {
    /** A strong reference, without which the logger would lose its level. */
    private static final Logger LOGGER = Logger.getLogger("com.ingestlayer.delivery");

    private static final Destinations DESTINATIONS = new Destinations(destinationsOf("""
            name: p
            status: active
            destinations:
              - webhook.out: { name: d, url: "https://d.example/" }
            """));
    private static final EventId EVENT = new EventId("evt_01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static final int MANY = 300;

    private static final Reply TAKEN = new Reply.Answered(200, Optional.empty(), Optional.empty());
    private static final Reply BROKEN = new Reply.Answered(500, Optional.empty(), Optional.empty());

    @BeforeAll
    static void silenceLog() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreLog() {
        LOGGER.setLevel(null);
    }

    /** The behaviour of the receiver. */
    enum Receiver {
        TAKES_NOTHING,
        TAKES_THE_LAST_ATTEMPT,
        ASKS_FOR_THREE_HOPS;

        Reply answer(int request) {
            return switch (this) {
                case TAKES_NOTHING -> BROKEN;
                case TAKES_THE_LAST_ATTEMPT -> request == 5 ? TAKEN : BROKEN;
                case ASKS_FOR_THREE_HOPS ->
                    request > 2
                            ? TAKEN
                            : new Reply.Answered(429, Optional.of(Duration.ofMinutes(40)), Optional.empty());
            };
        }
    }

    private enum Fault {
        DIES_BEFORE,
        DIES_AFTER,
        REFUSED
    }

    /** The death of a process, which nothing in it can catch. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Everything that one delivery depends on. */
    private static final class World {
        private final Map<Integer, Fault> faults;
        private final Receiver receiver;
        private final InMemoryDeliveryRecords table = new InMemoryDeliveryRecords();
        private final SimulatedQueues queues = new SimulatedQueues(this::now, this::processNow);
        private final Random skews = new Random(11);
        private Instant now = Instant.parse("2026-01-31T10:00:00Z");
        private Duration skew = Duration.ZERO;
        private int calls;
        private boolean dead;
        private boolean mended;
        private int requests;
        private int taken;

        World(Receiver receiver, Map<Integer, Fault> faults) {
            this.receiver = receiver;
            this.faults = new HashMap<>(faults);
        }

        private Instant now() {
            return now;
        }

        private Instant processNow() {
            return now.plus(skew);
        }

        private <T> T call(Supplier<T> work) {
            if (dead) {
                throw new Died();
            }
            Optional<Fault> fault = Optional.ofNullable(mended ? null : faults.get(++calls));
            if (fault.filter(Fault.REFUSED::equals).isPresent()) {
                throw new UnavailableException("an engine");
            }
            dead = fault.isPresent();
            if (fault.filter(Fault.DIES_BEFORE::equals).isPresent()) {
                throw new Died();
            }
            T result = work.get();
            if (dead) {
                throw new Died();
            }
            return result;
        }

        private void run(Runnable work) {
            call(() -> {
                work.run();
                return true;
            });
        }

        private Reply post(WebhookRequest request) {
            return call(() -> {
                Reply reply = mended ? TAKEN : receiver.answer(++requests);
                taken += reply.isSuccess() ? 1 : 0;
                return reply;
            });
        }

        private Deliverer deliverer() {
            DeliveryRecords records = new DeliveryRecords() {
                @Override
                public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
                    return call(() -> table.find(keys));
                }

                @Override
                public boolean append(
                        DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> next) {
                    return call(() -> table.append(message, attempt, status, next));
                }
            };
            RetryScheduler hider = new RetryScheduler() {
                @Override
                public void hide(String receiptHandle, Duration delay) {
                    run(() -> queues.hide(receiptHandle, delay));
                }

                @Override
                public void postpone(ReceivedMessage received, DeliveryMessage message) {
                    run(() -> queues.postpone(received, message));
                }

                @Override
                public void bury(ReceivedMessage received, DeliveryMessage message) {
                    run(() -> queues.bury(received, message));
                }
            };
            Clock clock = new Clock() {
                @Override
                public Instant instant() {
                    return processNow();
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
            return new Deliverer(
                    records,
                    new WebhookRequestFactory(
                            DESTINATIONS, name -> Optional.empty(), new InMemoryOversizedBodies(), "ingestlayer/test"),
                    this::post,
                    hider,
                    Deliverer.LONGEST_HIDDEN_WAIT,
                    new RetryPolicy(DESTINATIONS, RetrySchedule.DEFAULT, () -> 0L),
                    report -> {},
                    Runnable::run,
                    clock,
                    () -> 0L);
        }

        /** Runs until the queue is empty. */
        World runUntilQueueIsEmpty() {
            Deliverer deliverer = deliverer();
            for (int i = 0; i < MANY; i++) {
                Optional<Instant> next = queues.nextAt();
                if (next.isEmpty()) {
                    return this;
                }
                now = next.get().isAfter(now) ? next.get() : now;
                skew = Duration.ofSeconds(skews.nextInt(241) - 120);
                dead = false;
                queues.receive().ifPresent(received -> {
                    try {
                        Set<String> stay = deliverer.deliver(List.of(received));
                        if (!stay.contains(received.messageId())) {
                            run(() -> queues.delete(received.messageId()));
                        }
                    } catch (CompletionException | Died | UnavailableException e) {
                        // the message comes back when its visibility timeout ends
                    }
                });
            }
            return fail("the queue is never empty: %s", faults);
        }

        World redrive(boolean byAws) {
            List<String> texts = new ArrayList<>(queues.letters());
            queues.letters().clear();
            texts.forEach(text -> queues.send(byAws ? text : redriven(text), Duration.ZERO));
            return this;
        }

        private static String redriven(String text) {
            try {
                return DeliveryMessageCodec.encode(
                        DeliveryMessageCodec.decode(text).asRedriven());
            } catch (MalformedMessageException e) {
                return fail("a letter that cannot be read: " + text, e);
            }
        }

        Optional<DeliveryRecord> record() {
            DeliveryKey key = new DeliveryKey(EVENT, "p", "d");
            return Optional.ofNullable(table.find(List.of(key)).get(key));
        }

        void isDeliveredOrDeadLettered() {
            assertThat(taken > 0 || !queues.letters().isEmpty())
                    .as("taken or in the dead-letter queue: %s", faults)
                    .isTrue();
            record().ifPresent(record -> {
                if (record.status() == DeliveryStatus.DELIVERED) {
                    assertThat(taken).as("taken: %s", faults).isPositive();
                }
                if (record.status() == DeliveryStatus.DEAD) {
                    assertThat(queues.letters()).as("letters: %s", faults).isNotEmpty();
                }
            });
        }

        void isDeliveredByARedrive(boolean byAws) {
            isDeliveredOrDeadLettered();
            mended = true;
            redrive(byAws).runUntilQueueIsEmpty();
            assertThat(taken).as("taken after the redrive: %s", faults).isPositive();
        }
    }

    private static World first(Receiver receiver, Map<Integer, Fault> faults) {
        World world = new World(receiver, faults);
        DeliveryMessage message = new DeliveryMessage(
                Ids.delivery(EVENT, "p", "d"),
                new DeliveryKey(EVENT, "p", "d"),
                "a.b",
                DeliveryTarget.ofUrl("https://d.example/"),
                Optional.of("{}"),
                world.now);
        world.queues.send(DeliveryMessageCodec.encode(message), Duration.ZERO);
        return world;
    }

    private static int callsOf(Receiver receiver) {
        return first(receiver, Map.of()).runUntilQueueIsEmpty().calls;
    }

    @Test
    void withoutFaultsFiveAttemptsEndInOneDeadLetter() {
        World world = first(Receiver.TAKES_NOTHING, Map.of()).runUntilQueueIsEmpty();
        assertThat(world.requests).isEqualTo(5);
        assertThat(world.queues.letters())
                .singleElement()
                .asString()
                .doesNotContain("\"attempt\"")
                .doesNotContain("not_before");
        assertThat(world.record().orElseThrow().status()).isEqualTo(DeliveryStatus.DEAD);
        world.redrive(true).runUntilQueueIsEmpty();
        assertThat(world.requests).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Receiver.class)
    void nothingIsLostWhicheverTwoCallsFail(Receiver receiver) {
        int calls = callsOf(receiver) + 4;
        for (int one = 1; one <= calls; one++) {
            for (Fault first : Fault.values()) {
                for (int other = one; other <= calls; other++) {
                    for (Fault second : Fault.values()) {
                        first(receiver, other == one ? Map.of(one, first) : Map.of(one, first, other, second))
                                .runUntilQueueIsEmpty()
                                .isDeliveredByARedrive((one + other) % 2 == 0);
                    }
                }
            }
        }
    }

    /** Simulates a broken deployment: SQS itself moves whatever arrives in the meantime, including waiting copies. */
    @ParameterizedTest
    @EnumSource(Receiver.class)
    void nothingIsLostWhicheverCallABrokenDeploymentStartsWith(Receiver receiver) {
        for (boolean byAws : new boolean[] {true, false}) {
            for (int from = 1; from <= callsOf(receiver); from++) {
                for (int length = 5; length <= 15; length += 5) {
                    Map<Integer, Fault> faults = new HashMap<>();
                    for (int call = from; call < from + length; call++) {
                        faults.put(call, Fault.DIES_BEFORE);
                    }
                    first(receiver, faults).runUntilQueueIsEmpty().isDeliveredByARedrive(byAws);
                }
            }
        }
    }

    /** A table that is unavailable for a while may cost attempts, but never the delivery. */
    @ParameterizedTest
    @EnumSource(Receiver.class)
    void nothingIsLostWhicheverCallAnOutageStartsWith(Receiver receiver) {
        for (int from = 1; from <= callsOf(receiver); from++) {
            for (int length = 2; length <= 30; length += 4) {
                Map<Integer, Fault> faults = new HashMap<>();
                for (int call = from; call < from + length; call++) {
                    faults.put(call, Fault.REFUSED);
                }
                first(receiver, faults).runUntilQueueIsEmpty().isDeliveredByARedrive(length % 8 == 2);
            }
        }
    }

    /** The record says dead from the first life, which must not be mistaken for the end of the second. */
    @Test
    void nothingIsLostWhicheverTwoCallsFailAfterARedrive() {
        int before = callsOf(Receiver.TAKES_NOTHING);
        for (int one = before + 1; one <= 2 * before; one++) {
            for (Fault first : Fault.values()) {
                for (int other = one + 1; other <= 2 * before; other++) {
                    for (Fault second : Fault.values()) {
                        first(Receiver.TAKES_NOTHING, Map.of(one, first, other, second))
                                .runUntilQueueIsEmpty()
                                .redrive(other % 2 == 0)
                                .runUntilQueueIsEmpty()
                                .isDeliveredByARedrive(one % 2 == 0);
                    }
                }
            }
        }
    }
}
