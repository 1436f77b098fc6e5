package com.ingestlayer.replay;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventReplayTest {
    private static final String PIPELINE = """
            name: p
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            steps:
              - filter.match: { conditions: [{ field: $event.payload.pass, op: "==", value: true }] }
              - enrich.entity: { kind: user, key: $event.payload.user }
            destinations:
              - webhook.out: { name: one, url: "https://one.example/" }
              - webhook.out: { name: two, url: "https://two.example/" }
            """;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryEntities entities = new InMemoryEntities();
    private final EventReplay replay = new EventReplay(
            new InMemoryEventHistory(log, records),
            new Rerun(new Pipelines(List.of(pipeline(PIPELINE)), outside(entities)), clock),
            queue);

    private EventId accepted(String payload, String... destinations) {
        Event event = anEvent("a.b", payload);
        log.append(List.of(new AcceptedEvent(
                event,
                clock.instant(),
                Stream.of(destinations)
                        .map(name -> new DeliveryKey(event.id(), "p", name))
                        .toList())));
        return event.id();
    }

    private List<DeliveryMessage> replayed(EventId id, String destination) throws RefusedException {
        return replay.replay(id, Optional.empty(), Optional.ofNullable(destination));
    }

    private void assertRefused(EventId id, String destination, RefusedException.Reason reason) {
        assertThatThrownBy(() -> replayed(id, destination))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void allDeliveriesAreSentAgainAsTheirPipelinesRenderThemNow() throws RefusedException {
        EventId id = accepted("{\"pass\":true,\"user\":\"u\"}", "one", "two");
        entities.put("user", "u", json("{\"plan\":\"pro\"}"));
        List<DeliveryMessage> sent = replayed(id, null);
        assertThat(sent).isEqualTo(queue.messages()).hasSize(2);
        assertThat(sent.get(0).body().orElseThrow()).contains("\"plan\":\"pro\"");
        assertThat(sent).extracting(DeliveryMessage::replay).containsOnly(1);
        assertThat(sent.get(1).deliveryId()).isEqualTo(Ids.delivery(id, "p", "two"));
        assertThat(replayed(id, "two"))
                .singleElement()
                .satisfies(message -> assertThat(message.key().destination()).isEqualTo("two"));
    }

    @Test
    void anAgentsEventIsReplayedByThePipelineItNamedWhateverItsSourcesSay() throws RefusedException {
        Event plain = anEvent("else", "{\"pass\":true}");
        Event event =
                new Event(plain.id(), plain.type(), plain.receivedAt(), AgentSource.of("bot", "p"), plain.payload());
        log.append(
                List.of(new AcceptedEvent(event, clock.instant(), List.of(new DeliveryKey(event.id(), "p", "one")))));
        assertThat(replayed(event.id(), null)).singleElement().satisfies(message -> assertThat(message.deliveryId())
                .isEqualTo(Ids.delivery(event.id(), "p", "one")));
    }

    @Test
    void aReplayKeepsItsNumberUntilItIsAttempted() throws RefusedException {
        EventId id = accepted("{\"pass\":true}", "one");
        DeliveryMessage first = replayed(id, "one").get(0);
        assertThat(replayed(id, "one").get(0).replay()).isEqualTo(1);
        records.append(
                first,
                new Attempt(
                        1,
                        clock.instant(),
                        OptionalInt.of(200),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        first.replay()),
                DeliveryStatus.DELIVERED,
                Optional.empty());
        assertThat(replayed(id, "one").get(0).replay()).isEqualTo(2);
    }

    @Test
    void missingEventsAndDeliveriesAreNotReplayed() {
        EventId id = accepted("{\"pass\":true}", "one");
        assertRefused(id, "two", RefusedException.Reason.NOT_FOUND);
        assertRefused(new EventId("evt_00000000000000000000000000"), null, RefusedException.Reason.NOT_FOUND);
    }

    @Test
    void deliveriesThatWouldNotBeSentNowAreReportedAndNothingIsSent() {
        assertRefused(accepted("{\"pass\":false}", "one"), null, RefusedException.Reason.CONFLICT);
        assertRefused(accepted("{\"pass\":true}", "one", "gone"), null, RefusedException.Reason.CONFLICT);
    }
}
