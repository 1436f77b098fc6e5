package com.ingestlayer.aws.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.Taps;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.json.Json;
import com.ingestlayer.window.Admission;
import com.ingestlayer.window.Reservation;
import com.ingestlayer.window.WindowCounter;
import com.ingestlayer.window.WindowCounters;
import com.ingestlayer.window.WindowCountersContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class DynamoDbWindowCountersTest extends WindowCountersContract {
    private static final String STATE = TestEngines.newName();
    private static final Duration RETENTION = Duration.ofDays(30);

    static {
        TestEngines.dynamoDb().createTable(TableSchemas.state(STATE));
    }

    private final InMemoryEventStore log = new InMemoryEventStore();
    private final WindowCounters slots =
            new DynamoDbWindowCounters(TestEngines.dynamoDb(), STATE, log, RETENTION, Runnable::run, clock);

    @Override
    protected WindowCounters slots() {
        return slots;
    }

    @Override
    protected void accept(EventId event) {
        Event accepted = new Event(event, "a.b", clock.instant(), "sdk.event", Json.object());
        log.append(List.of(new AcceptedEvent(accepted, clock.instant(), List.of())));
    }

    private static List<Reservation> claims(Ids ids, String prefix, int count, int max) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Reservation(prefix + i, ids.fresh(), max, Duration.ofMinutes(1), false))
                .toList();
    }

    @Test
    void fiveHundredCountersTakeFiveReadsAndFiveWrites() {
        CallCounter counter = new CallCounter();
        WindowCounters counted = new DynamoDbWindowCounters(
                counter.around(TestEngines.dynamoDb()), STATE, log, RETENTION, Runnable::run, clock);
        List<Reservation> claims = claims(new Ids(clock, new Random(5)), "counted#", 500, 1);
        assertThat(counted.claim(claims, Set.of())).hasSize(500);
        assertThat(counter.calls()).isEqualTo(Map.of("BatchGetItem", 5, "TransactWriteItems", 5));
    }

    /** A counter that remembers as many events as possible, with the longest possible name. */
    private DynamoDbWindowCounters.Claiming full(String name) {
        Ids ids = new Ids(clock, new Random(name.hashCode()));
        Map<EventId, Instant> holders = new LinkedHashMap<>();
        while (holders.size() < Reservation.MOST_PLACES) {
            holders.put(ids.fresh(), clock.instant().plusMillis(holders.size()));
        }
        WindowCounter slot = new WindowCounter(clock.instant(), 1, holders);
        return new DynamoDbWindowCounters.Claiming(Optional.empty(), slot, Map.of(), clock.instant());
    }

    @Test
    void aTransactionOfLargeCountersStaysWithinFourMegabytes() {
        List<Long> transactions = new ArrayList<>();
        DynamoDbClient measuring = Taps.on(TestEngines.dynamoDb(), (operation, request, onwards) -> {
            if (request instanceof TransactWriteItemsRequest transaction) {
                transactions.add(transaction.transactItems().stream()
                        .mapToLong(write -> Attributes.bytesOf(write.put().item()))
                        .sum());
            }
            return onwards.get();
        });
        Table table = new Table(measuring, STATE, "the State table", Runnable::run);
        Map<String, DynamoDbWindowCounters.Claiming> rounds = new LinkedHashMap<>();
        for (int i = 0; i < 110; i++) {
            String name = "large#" + i + "#" + "x".repeat(2_000);
            rounds.put(name, full(name));
        }
        assertThat(new CounterWrites(table, Runnable::run).write(rounds, false)).isEmpty();
        assertThat(transactions).hasSize(2).allMatch(bytes -> bytes <= 4_000_000);
        assertThat(transactions.get(0)).isGreaterThan(3_900_000);
        assertThat(table.read(rounds.keySet().stream().map(CounterItem::key).toList(), Optional.empty()))
                .hasSize(110)
                .allMatch(item -> item.get("holders").m().size() == Reservation.MOST_PLACES);
    }

    /** Each of 1,000 events takes 30 bytes for its id, 8 for its time and one for the element; the rest is fixed. */
    @Test
    void aFullCounterIsATenthOfTheLargestItem() {
        DynamoDbWindowCounters.Claiming full = full("s");
        long bytes = Attributes.bytesOf(new CounterItem("s", full.slot(), 0).next(full.slot(), clock.instant()));
        assertThat(bytes).isBetween(39_000L, 40_000L);
    }

    @Test
    void aRepeatedReservationWritesNothing() {
        CallCounter counter = new CallCounter();
        WindowCounters counted = new DynamoDbWindowCounters(
                counter.around(TestEngines.dynamoDb()), STATE, log, RETENTION, Runnable::run, clock);
        List<Reservation> one = claims(new Ids(clock, new Random(6)), "repeated#", 1, 1);
        counted.claim(one, Set.of());
        counted.claim(one, Set.of());
        assertThat(counter.calls()).isEqualTo(Map.of("BatchGetItem", 2, "PutItem", 1));
    }

    @Test
    void aWriteRetriedAfterALostAnswerFindsItsFirstAttempt() {
        DynamoDbClient twice = Taps.on(TestEngines.dynamoDb(), (operation, request, onwards) -> {
            if (operation.equals("TransactWriteItems")) {
                assertThat(onwards.get()).isNotNull();
            }
            return onwards.get();
        });
        CallCounter counter = new CallCounter();
        WindowCounters counted =
                new DynamoDbWindowCounters(counter.around(twice), STATE, log, RETENTION, Runnable::run, clock);
        List<Reservation> claims = claims(new Ids(clock, new Random(7)), "repeated-write#", 2, 1);
        assertThat(counted.claim(claims, Set.of()).values()).hasSize(2).allMatch(Admission.Now.class::isInstance);
        assertThat(counter.calls()).isEqualTo(Map.of("BatchGetItem", 1, "TransactWriteItems", 1));
    }

    @Test
    void eightConcurrentInstancesNeverAssignAPlaceTwice() {
        List<Admission> places = Collections.synchronizedList(new ArrayList<>());
        ExecutorService functions = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> {
                                        List<Reservation> claims =
                                                claims(new Ids(clock, new Random(i)), "shared#", 20, 3);
                                        places.addAll(untilAnswered(claims).values());
                                    },
                                    functions))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            functions.shutdownNow();
        }
        assertThat(places).hasSize(8 * 20);
        assertThat(places).filteredOn(Admission.Now.class::isInstance).hasSize(3 * 20);
    }

    /** A sender's retries carry the same ids. */
    private Map<Reservation, Admission> untilAnswered(List<Reservation> claims) {
        while (true) {
            try {
                return slots.claim(claims, Set.of());
            } catch (UnavailableException e) {
                assertThat(e).hasMessageContaining("the State table");
            }
        }
    }
}
