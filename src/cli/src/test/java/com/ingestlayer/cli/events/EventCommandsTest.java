package com.ingestlayer.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCommandsTest {
    private final TestCommand command = new TestCommand();
    private final Ids ids = new Ids(command.clock, new Random(1));

    private Event accepted(Duration ago, String... destinations) {
        Instant at = command.clock.instant().minus(ago);
        Event event = new Event(
                ids.fresh(), "feature.used", at, "sdk.event", Json.object().put("feature", "export"));
        List<DeliveryKey> deliveries = Stream.of(destinations)
                .map(destination -> new DeliveryKey(event.id(), "track", destination))
                .toList();
        command.stack.eventLog.append(List.of(new AcceptedEvent(event, at, deliveries)));
        return event;
    }

    private static DeliveryMessage message(Event event, String destination, Instant at) {
        DeliveryKey key = new DeliveryKey(event.id(), "track", destination);
        return new DeliveryMessage(
                Ids.delivery(event.id(), "track", destination),
                key,
                event.type(),
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of("{}"),
                at);
    }

    @Test
    void anEventIsShownWithTheStateOfItsDeliveries() {
        Event event = accepted(Duration.ofMinutes(5), "acme", "crm");
        command.stack.deliveries.append(
                message(event, "acme", event.receivedAt()),
                new Attempt(
                        1,
                        event.receivedAt(),
                        OptionalInt.of(500),
                        Duration.ofMillis(43),
                        Optional.of("HTTP 500"),
                        Optional.of("oops")),
                DeliveryStatus.RETRYING,
                Optional.of(event.receivedAt().plusSeconds(30)));
        String id = event.id().value();
        var table = command.run("events", "get", id).succeeded();
        assertThat(table.out())
                .containsPattern("id +" + id)
                .contains("{\"feature\":\"export\"}")
                .containsPattern("track +acme +https://a.example +retrying +1 +500 +HTTP 500 +2026-01-31T09:55:30.000Z")
                .containsPattern("track +crm +- +pending +0");
        JsonNode json = command.run("events", "get", id, "--output", "json").json();
        assertThat(json.path("payload").toString()).isEqualTo("{\"feature\":\"export\"}");
        assertThat(json.path("deliveries")).hasSize(2);
        assertThat(json.at("/deliveries/0/attempts/0/http_status").asInt()).isEqualTo(500);
    }

    @Test
    void anUnknownEventIsNotFound() {
        command.run("events", "get", "evt_00000000000000000000000000").failed(1, "no event evt_0");
        command.run("events", "get", "nonsense").failed(1, "no event nonsense");
        assertThat(command.run("events", "get", accepted(Duration.ZERO).id().value())
                        .err())
                .contains("nowhere");
    }

    @Test
    void eventsOfATypeAreListedNewestFirstWithinTheTimeRange() {
        Event old = accepted(Duration.ofHours(3));
        Event middle = accepted(Duration.ofMinutes(90));
        Event recent = accepted(Duration.ofMinutes(10));
        assertThat(idsOf("--type", "feature.used"))
                .containsExactly(
                        recent.id().value(), middle.id().value(), old.id().value());
        assertThat(idsOf("--type", "feature.used", "--since", "2h"))
                .containsExactly(recent.id().value(), middle.id().value());
        assertThat(idsOf("--type", "feature.used", "--since", "2h", "--until", "1h"))
                .containsExactly(middle.id().value());
        assertThat(idsOf("--type", "feature.used", "--until", "2026-01-31T09:00:00+01:00"))
                .containsExactly(old.id().value());
        assertThat(idsOf("--type", "other")).isEmpty();
    }

    private List<String> idsOf(String... options) {
        return command.run(List.of("events", "list", "--output", "json"), options)
                .succeeded()
                .json()
                .findValuesAsText("id");
    }

    @Test
    void listReadsPagesUpToItsLimitAndSaysThatThereIsMore() {
        IntStream.range(0, 250).forEach(i -> accepted(Duration.ofSeconds(i)));
        assertThat(idsOf("--type", "feature.used", "--limit", "230"))
                .hasSize(230)
                .doesNotHaveDuplicates();
        assertThat(idsOf("--type", "feature.used", "--limit", "1000")).hasSize(250);
        var table = command.run("events", "list", "--type", "feature.used").succeeded();
        assertThat(table.out().lines()).hasSize(51);
        assertThat(table.err()).contains("--until 2026-01-31T09:59:11.000Z");
    }

    @Test
    void invalidOptionsAreRefused() {
        command.run("events", "list").failed(3, "--type");
        command.run("events", "list", "--type", "a b").failed(3, "--type");
        command.run("events", "list", "--type", "a", "--since", "yesterday").failed(3, "--since", "yesterday", "2h");
        command.run("events", "list", "--type", "a", "--since", "1h", "--until", "2h")
                .failed(3, "--until");
        command.run("events", "list", "--type", "a", "--limit", "0").failed(3, "--limit");
    }
}
