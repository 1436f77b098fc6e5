package com.ingestlayer.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCommandsTest {
    private final TestCommand command = new TestCommand();
    private final Ids ids = new Ids(command.clock, new Random(5));
    private final EventId acme = dead("acme", 500, Duration.ofHours(1));
    private final EventId crm = dead("crm", 410, Duration.ofHours(30));

    @BeforeEach
    void poison() {
        command.stack.deadLetterQueue.add("poison-1", "not JSON\u001b[2J");
    }

    private EventId dead(String destination, int status, Duration ago) {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "track", destination);
        Instant at = command.clock.instant().minus(ago);
        DeliveryMessage message = new DeliveryMessage(
                Ids.delivery(key.eventId(), "track", destination),
                key,
                "feature.used",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of("{\"n\":1}"),
                at);
        command.stack.deliveries.append(
                message,
                new Attempt(
                        1,
                        at,
                        OptionalInt.of(status),
                        Duration.ofMillis(4),
                        Optional.of("HTTP " + status),
                        Optional.empty()),
                DeliveryStatus.DEAD,
                Optional.empty());
        command.stack.deadLetterQueue.add("m-" + destination, DeliveryMessageCodec.encode(message));
        return key.eventId();
    }

    private List<String> listed(String... options) {
        return command.run(List.of("dlq", "list", "--output", "json"), options)
                .succeeded()
                .json()
                .findValuesAsText("message_id");
    }

    @Test
    void listShowsTheRecordOfEachMessageAndLeavesTheQueueUnchanged() {
        var listed = command.run("dlq", "list").succeeded();
        assertThat(listed.out())
                .containsPattern("2026-01-31T09:00:00.000Z +" + acme
                        + " +feature.used +track +acme +https://a.example +1 +500 +HTTP 500")
                .containsPattern(crm + " +feature.used +track +crm +https://a.example +1 +410")
                .contains("not a delivery: not a JSON text")
                .doesNotContain("\u001b");
        assertThat(listed.err()).contains("Approximately 3 in the queue.");
        assertThat(command.stack.deadLetterQueue.counts().hidden()).isZero();
    }

    @Test
    void listAppliesItsFilters() {
        assertThat(listed("--limit", "1")).hasSize(1);
        assertThat(listed("--destination", "acme")).containsExactly("m-acme");
        assertThat(listed("--destination", "track/crm")).containsExactly("m-crm");
        assertThat(listed("--destination", "other/crm")).isEmpty();
        assertThat(listed("--error", "http 5")).containsExactly("m-acme");
        assertThat(listed("--since", "1d")).contains("m-acme").doesNotContain("m-crm");
        assertThat(listed("--until", "1d")).containsExactly("m-crm");
        assertThat(listed("--id", acme + ",poison-1")).containsExactlyInAnyOrder("m-acme", "poison-1");
        command.run("dlq", "list", "--limit", "0").failed(3, "--limit");
    }

    @Test
    void showPrintsTheWholeDeadLetter() {
        assertThat(command.run("dlq", "show", acme.value()).succeeded().out())
                .contains("{\"n\":1}", "webhook.out", "https://a.example")
                .containsPattern("1 +2026-01-31T09:00:00.000Z +- +500 +4 +HTTP 500");
        String delivery = Ids.delivery(acme, "track", "acme");
        var json = command.run("dlq", "show", delivery, "--output", "json").json();
        assertThat(json.at("/0/record/attempts/0/http_status").asInt()).isEqualTo(500);
        assertThat(command.run("dlq", "show", "poison-1").succeeded().out()).doesNotContain("\u001b");
        command.run("dlq", "show", "dlv_none").failed(1, "nothing of dlv_none");
    }

    @Test
    void redriveSendsOnlyTheSelectedMessages() {
        assertThat(command.run("dlq", "redrive", "--destination", "acme", "--yes")
                        .succeeded()
                        .err())
                .contains("1 message is chosen, 2 others stay", "1 message was sent again.");
        assertThat(command.stack.deadLetterQueue.sent)
                .singleElement()
                .asString()
                .contains(acme.value());
        assertThat(command.stack.deadLetterQueue.groups).containsExactly("track/acme");
        assertThat(listed()).containsExactlyInAnyOrder("m-crm", "poison-1");
    }

    @Test
    void aMessageThatIsNotADeliveryIsRedrivenOnlyByItsMessageId() {
        assertThat(command.run("dlq", "redrive", "--all", "--yes", "--output", "json")
                        .succeeded()
                        .json()
                        .path("done")
                        .asInt())
                .isEqualTo(2);
        assertThat(listed()).containsExactly("poison-1");
        command.run("dlq", "redrive", "--id", "poison-1", "--yes").succeeded();
        assertThat(listed()).isEmpty();
    }

    @Test
    void nothingHappensWithoutAFilterOrAnAnswer() {
        command.run("dlq", "redrive", "--yes").failed(3, "--all");
        command.run("dlq", "purge", "--all", "--error", "x", "--yes").failed(3, "--all");
        command.run("dlq", "redrive", "--all").failed(3, "--yes");
        command.terminal = true;
        assertThat(command.runWithInput("n\n", "dlq", "redrive", "--all").exitCode())
                .isEqualTo(1);
        assertThat(command.runWithInput("", "dlq", "redrive", "--all").exitCode())
                .isEqualTo(1);
        assertThat(command.runWithInput("y\n2\n", "dlq", "purge", "--all").exitCode())
                .isEqualTo(1);
        assertThat(listed()).hasSize(3);
        assertThat(command.stack.deadLetterQueue.sent).isEmpty();
    }

    @Test
    void purgeDeletesAfterTheUserTypedTheCount() {
        command.terminal = true;
        command.runWithInput("y\n1\n", "dlq", "purge", "--destination", "crm").succeeded();
        assertThat(listed()).containsExactlyInAnyOrder("m-acme", "poison-1");
        command.runWithInput("y\n2\n", "dlq", "purge", "--all").succeeded();
        assertThat(listed()).isEmpty();
        assertThat(command.stack.deadLetterQueue.sent).isEmpty();
    }
}
