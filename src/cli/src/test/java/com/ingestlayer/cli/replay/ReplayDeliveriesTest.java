package com.ingestlayer.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayDeliveriesTest {
    @TempDir
    Path directory;

    private final TestCommand command = new TestCommand();
    private final Ids ids = new Ids(command.clock, new Random(7));

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(directory.resolve("events"));
        Files.writeString(
                Files.createDirectories(directory.resolve("pipelines")).resolve("track.yaml"), """
                name: track
                status: active
                sources: [{ kind: sdk.event, match: feature.used }]
                destinations:
                  - webhook.out: { name: acme, url: "${env:WEBHOOK_URL}" }
                  - webhook.out: { name: crm, url: "https://crm.example/" }
                """);
    }

    @AfterEach
    void noPlanFileIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.filter(file -> file.toString().startsWith(".ingestlayer-replay")))
                    .isEmpty();
        }
    }

    private Event event(Duration ago, DeliveryStatus status) {
        Instant at = command.clock.instant().minus(ago);
        Event event = new Event(ids.fresh(), "feature.used", at, "sdk.event", Json.object());
        DeliveryKey key = new DeliveryKey(event.id(), "track", "acme");
        command.stack.eventLog.append(List.of(new AcceptedEvent(event, at, List.of(key))));
        DeliveryMessage message = new DeliveryMessage(
                Ids.delivery(event.id(), "track", "acme"),
                key,
                "feature.used",
                DeliveryTarget.ofUrl("https://old.example/"),
                Optional.of("{\"old\":true}"),
                at);
        boolean failed = status == DeliveryStatus.DEAD;
        command.stack.deliveries.append(
                message,
                new Attempt(
                        1,
                        at,
                        OptionalInt.of(failed ? 500 : 200),
                        Duration.ZERO,
                        failed ? Optional.of("HTTP 500") : Optional.empty(),
                        Optional.empty()),
                status,
                Optional.empty());
        if (failed) {
            command.stack.deadLetterQueue.add("m-" + event.id(), DeliveryMessageCodec.encode(message));
        }
        return event;
    }

    private TestCommand.Result replay(String... options) {
        return command.run(List.of("replay", "--yes", "--config", directory.toString()), options);
    }

    @Test
    void aDeliveredEventIsRenderedAgainByItsPresentPipeline() {
        Event event = event(Duration.ofHours(1), DeliveryStatus.DELIVERED);
        var result = replay("--event", event.id().value(), "--output", "json").succeeded();
        assertThat(result.json().path("sent").asInt()).isEqualTo(1);
        assertThat(command.stack.queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.replay()).isEqualTo(1);
            assertThat(message.target()).isEqualTo(DeliveryTarget.ofUrl("https://receiver.example/hooks"));
            assertThat(message.body().orElseThrow()).contains(event.id().value());
        });
    }

    /** The files that a replay reads may name another URL than the deployed stack, which sends the webhooks. */
    @Test
    void theConfirmationTellsThatTheDeployedConfigurationDecidesTheAddress() {
        Event event = event(Duration.ofHours(1), DeliveryStatus.DELIVERED);
        String said = replay("--event", event.id().value()).succeeded().err();
        assertThat(said)
                .contains("track/acme: https://receiver.example/… by the files here")
                .contains("is decided by the configuration that is deployed")
                .doesNotContain("/hooks");
    }

    @Test
    void aDeadLetterIsSentUnchangedAndLeavesItsQueue() {
        event(Duration.ofHours(1), DeliveryStatus.DEAD);
        replay("--status", "dead", "--destination", "track/acme", "--since", "2h")
                .succeeded();
        assertThat(command.stack.queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.replay()).isEqualTo(1);
            assertThat(message.body()).contains("{\"old\":true}");
        });
        assertThat(command.stack.deadLetterQueue.texts()).isEmpty();
    }

    @Test
    void eventsOfATypeAreSelectedByTimeAndStatus() {
        event(Duration.ofHours(3), DeliveryStatus.DELIVERED);
        Event recent = event(Duration.ofHours(1), DeliveryStatus.DELIVERED);
        event(Duration.ofHours(1), DeliveryStatus.DEAD);
        replay("--type", "feature.used", "--since", "2h", "--status", "delivered")
                .succeeded();
        assertThat(command.stack.queue.messages())
                .extracting(message -> message.key().eventId())
                .containsExactly(recent.id());
    }

    @Test
    void anEventIsSentToANewDestination() {
        Event event = event(Duration.ofHours(1), DeliveryStatus.DELIVERED);
        replay("--event", event.id().value(), "--to", "track/crm").succeeded();
        assertThat(command.stack.queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.key().destination()).isEqualTo("crm");
            assertThat(message.replay()).isZero();
        });
        assertThat(replay("--event", event.id().value(), "--to", "track/none").exitCode())
                .isEqualTo(2);
    }

    @Test
    void anInterruptedReplayIsResumed() throws IOException {
        Event one = event(Duration.ofHours(2), DeliveryStatus.DELIVERED);
        Event two = event(Duration.ofHours(1), DeliveryStatus.DELIVERED);
        Path plan = directory.resolve("plan");
        String line =
                "{\"event_id\":\"%s\",\"pipeline\":\"track\",\"destination\":\"acme\",\"replay\":4,\"dead\":false}\n";
        Files.writeString(
                plan,
                "{\"v\":1,\"stack\":\"ingestlayer\",\"total\":2}\n" + String.format(line, one.id())
                        + String.format(line, two.id()) + "{\"done\":[0]}\n{\"done\":[");
        replay("--resume", plan.toString(), "--stack", "other").failed(1, "is a plan for ingestlayer");
        replay("--resume", plan.toString()).succeeded();
        assertThat(command.stack.queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.key().eventId()).isEqualTo(two.id());
            assertThat(message.replay()).isEqualTo(4);
        });
        assertThat(plan).doesNotExist();
    }

    @Test
    void missingOptionsAndUnknownEventsAreRefused() {
        replay().failed(3, "say which");
        replay("--event", "evt_00000000000000000000000000").failed(1, "no event");
        replay("--type", "feature.used", "--to", "crm").failed(3, "--to");
        command.run("replay", "--type", "feature.used").failed(3, "--yes");
    }
}
