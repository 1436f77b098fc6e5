package com.ingestlayer.replay;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.deadletter.InMemoryDeadLetterQueue;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.pipeline.Pipelines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRunTest {
    private static final int FAST = 100_000;
    private static final String PIPELINE = """
            name: p
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            destinations: [{ webhook.out: { name: one, url: "https://one.example/" } }]
            """;

    @TempDir
    private Path directory;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryDeadLetterQueue deadLetters = new InMemoryDeadLetterQueue(clock);
    private final List<Integer> progress = new ArrayList<>();

    private final ReplayRun.Listener listener = new ReplayRun.Listener() {
        @Override
        public void progressed(int done) {
            progress.add(done);
        }

        @Override
        public void waitsFor(long hidden) {}
    };

    private final Replayer replayer = new Replayer(
            new InMemoryEventHistory(events, records),
            new Rerun(new Pipelines(List.of(pipeline(PIPELINE)), outside(new InMemoryEntities())), clock),
            queue,
            new DeadLetters(deadLetters, records, clock),
            Runnable::run);

    private PlannedReplay planned(int number, String destination, boolean dead) {
        Event event = anEvent("a.b", "{\"n\":" + number + "}");
        DeliveryKey key = new DeliveryKey(event.id(), "p", destination);
        events.append(List.of(new AcceptedEvent(event, clock.instant(), List.of(key))));
        return new PlannedReplay(key, 1, dead);
    }

    private ReplayPlanFile plan(List<PlannedReplay> replays) throws Exception {
        return ReplayPlanFile.create(directory.resolve("plan"), "staging", replays);
    }

    private List<EventId> sent() {
        return queue.messages().stream().map(message -> message.key().eventId()).toList();
    }

    @Test
    void everyReplayIsSentAndReportedBatchByBatch() throws Exception {
        List<PlannedReplay> replays =
                IntStream.range(0, 5).mapToObj(i -> planned(i, "one", false)).toList();
        var result = new ReplayRun(replayer, plan(replays), FAST, listener).execute(2);
        assertThat(result).isEqualTo(new ReplayRun.Result(5, 5, List.of()));
        assertThat(progress).containsExactly(2, 4, 5);
        assertThat(sent()).hasSize(5).doesNotHaveDuplicates();
        assertThat(ReplayPlanFile.read(directory.resolve("plan"), "staging").open())
                .isEmpty();
    }

    @Test
    void aResumedPlanSendsOnlyWhatIsLeft() throws Exception {
        List<PlannedReplay> replays =
                IntStream.range(0, 3).mapToObj(i -> planned(i, "one", false)).toList();
        plan(replays).done(replays.subList(0, 2));
        ReplayPlanFile resumed = ReplayPlanFile.read(directory.resolve("plan"), "staging");
        var result = new ReplayRun(replayer, resumed, FAST, listener).execute(50);
        assertThat(sent()).containsExactly(replays.get(2).key().eventId());
        assertThat(progress).containsExactly(3);
        assertThat(result).isEqualTo(new ReplayRun.Result(3, 3, List.of()));
    }

    @Test
    void whatThePipelinesDoNotSendNowIsLeftOver() throws Exception {
        List<PlannedReplay> replays = List.of(planned(1, "gone", false), planned(2, "one", false));
        var result = new ReplayRun(replayer, plan(replays), FAST, listener).execute(50);
        assertThat(result).isEqualTo(new ReplayRun.Result(2, 1, replays.subList(0, 1)));
    }

    @Test
    void aDeadLetterIsSentWithItsOwnBodyAndAMissingOneIsRenderedAgain() throws Exception {
        PlannedReplay letter = planned(1, "one", true);
        PlannedReplay missing = planned(2, "one", true);
        deadLetters.add(
                "m-1",
                DeliveryMessageCodec.encode(new DeliveryMessage(
                        Ids.delivery(letter.key().eventId(), "p", "one"),
                        letter.key(),
                        "a.b",
                        DeliveryTarget.ofUrl("https://old.example/"),
                        Optional.of("{\"old\":true}"),
                        clock.instant())));
        var result = new ReplayRun(replayer, plan(List.of(missing, letter)), FAST, listener).execute(50);
        assertThat(result).isEqualTo(new ReplayRun.Result(2, 2, List.of()));
        assertThat(sent()).containsExactly(letter.key().eventId(), missing.key().eventId());
        assertThat(queue.messages().get(0).body()).hasValue("{\"old\":true}");
        assertThat(queue.messages().get(1).body().orElseThrow())
                .contains(missing.key().eventId().value());
        assertThat(deadLetters.texts()).isEmpty();
    }

    @Test
    void theRunKeepsItsPace() {
        long start = System.nanoTime();
        Pace pace = new Pace(1_000);
        pace.await(20);
        pace.await(10);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }
}
