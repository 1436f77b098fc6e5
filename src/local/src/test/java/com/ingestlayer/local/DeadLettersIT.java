package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Ids;
import com.ingestlayer.local.CommandLineRun.Result;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Dead letters, looked at, sent again and deleted by the packaged {@code ingestlayer} command. */
@Execution(ExecutionMode.CONCURRENT) // beside other classes, because it mostly waits for hidden messages
@LocalStackTest
class DeadLettersIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private static TestStack stack;
    private final Ids ids = new Ids(Clock.systemUTC(), new Random());

    @AfterEach
    void empty() throws Exception {
        run("dlq", "purge", "--all", "--yes").succeeded();
    }

    private static String[] local(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--local")).toArray(String[]::new);
    }

    private static Process launch(String... arguments) throws Exception {
        return CommandLineRun.start(CommandLineRun.PROGRAM, CommandLineRun.portsOf(stack), local(arguments));
    }

    private static Result run(String... arguments) throws Exception {
        return CommandLineRun.finish(launch(arguments), "");
    }

    private static JsonNode list(String... options) throws Exception {
        return run(Stream.concat(Stream.of("dlq", "list", "--output", "json"), Stream.of(options))
                        .toArray(String[]::new))
                .succeeded()
                .json();
    }

    private static String deadLetterUrl() {
        return stack.local.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE;
    }

    private static int deadLetters() {
        return stack
                .local
                .engines()
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(deadLetterUrl())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** Messages to a destination that works, as if each had failed five times. Tells the ids of their events. */
    private Set<String> fill(int count) {
        List<DeliveryMessage> messages = IntStream.range(0, count)
                .mapToObj(i -> new DeliveryKey(ids.fresh(), "to-ok", "ok"))
                .map(key -> new DeliveryMessage(
                        Ids.delivery(key.eventId(), "to-ok", "ok"),
                        key,
                        "test.ok",
                        DeliveryTarget.ofUrl(
                                "http://localhost:" + stack.local.receiver().port() + "/hooks?ok=1"),
                        Optional.of("{\"id\":\"" + key.eventId() + "\"}"),
                        Instant.now()))
                .toList();
        for (int i = 0; i < count; i += 10) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (DeliveryMessage message : messages.subList(i, Math.min(i + 10, count))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .messageBody(DeliveryMessageCodec.encode(message))
                        .build());
            }
            stack.local.engines().sqs().sendMessageBatch(send -> send.queueUrl(deadLetterUrl())
                    .entries(entries));
        }
        return messages.stream().map(message -> message.key().eventId().value()).collect(Collectors.toSet());
    }

    private static Set<String> arrived() {
        return stack.local.receiver().received().stream()
                .map(webhook -> webhook.headers().getOrDefault("x-ingestlayer-event-id", ""))
                .collect(Collectors.toSet());
    }

    private static void awaitArrived(Set<String> events) {
        TestStack.await(
                LONG,
                () -> {
                    Set<String> missing = new HashSet<>(events);
                    missing.removeAll(arrived());
                    return missing;
                },
                Set::isEmpty);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aDeadDeliveryIsListedShownAndSentAgainUnderTheSameIds() throws Exception {
        String flaky = idIn(stack.ingest("{\"type\":\"test.flaky\",\"payload\":{}}"));
        String down = idIn(stack.ingest("{\"type\":\"test.down\",\"payload\":{}}"));
        stack.local.engines().sqs().sendMessage(send -> send.queueUrl(deadLetterUrl())
                .messageBody("poison"));
        String delivery = stack.deliveryOf(flaky, "dead").get("delivery_id").s();
        stack.deliveryOf(down, "dead");
        TestStack.await(LONG, DeadLettersIT::deadLetters, count -> count == 3);

        JsonNode listed = list();
        assertThat(listed.findValuesAsText("event_id")).containsExactlyInAnyOrder(flaky, down);
        assertThat(list("--destination", "to-flaky/flaky", "--error", "http 500", "--since", "5m")
                        .findValuesAsText("event_id"))
                .containsExactly(flaky);
        assertThat(run("dlq", "list").succeeded().out())
                .containsPattern(flaky + " +test.flaky +to-flaky +flaky +http://localhost:\\d+/… +5 +500 +HTTP 500")
                .contains("connection refused", "not a delivery");
        JsonNode shown =
                run("dlq", "show", delivery, "--output", "json").succeeded().json();
        assertThat(shown.at("/0/record/attempts")).hasSize(5);
        assertThat(shown.at("/0/body").asText()).contains(flaky);

        assertThat(run("dlq", "redrive", "--destination", "flaky").exitCode()).isEqualTo(3);
        assertThat(run("dlq", "redrive", "--destination", "flaky", "--yes")
                        .succeeded()
                        .err())
                .contains("1 message is chosen, 2 others stay");
        assertThat(stack.deliveryOf(flaky, "delivered").get("attempts").l()).hasSize(6);
        assertThat(stack.webhooksOf(flaky))
                .extracting(webhook -> webhook.headers().get("x-ingestlayer-delivery-id"))
                .containsOnly(delivery);
        assertThat(list().findValuesAsText("event_id")).containsExactly(down);

        run("dlq", "purge", "--id", down, "--yes").succeeded();
        assertThat(list()).hasSize(1);
        assertThat(stack.deliveryOf(down, "dead").get("attempts").l()).hasSize(5);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aRedriveThatIsKilledInTheMiddleAndRunAgainSkipsNone() throws Exception {
        Set<String> events = fill(1_500);
        Process killed = launch("dlq", "redrive", "--destination", "ok", "--yes");
        TestStack.await(LONG, DeadLettersIT::deadLetters, left -> left < 1_300);
        killed.destroyForcibly().waitFor();
        assertThat(deadLetters()).isBetween(1, 1_300);
        run("dlq", "redrive", "--destination", "ok", "--yes").succeeded();
        assertThat(deadLetters()).isZero();
        awaitArrived(events);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aDeliveredEventIsDeliveredOnceMoreByTheApi() throws Exception {
        String id = idIn(stack.ingest("{\"type\":\"test.ok\",\"payload\":{}}"));
        stack.deliveryOf(id, "delivered");
        stack.givenSender()
                .when()
                .post("/v1/events/" + id + "/replay")
                .then()
                .statusCode(202)
                .body("data.deliveries[0].replay", equalTo(1));
        List<ReceivedWebhook> came =
                TestStack.await(LONG, () -> stack.webhooksOf(id), webhooks -> webhooks.size() == 2);
        assertThat(came.get(0).headers()).doesNotContainKey("x-ingestlayer-replay");
        assertThat(came.get(1).headers()).containsEntry("x-ingestlayer-replay", "1");
        assertThat(came.get(1).signature()).isEqualTo("valid");
        assertThat(came.get(1).body()).isEqualTo(came.get(0).body());
        TestStack.await(
                LONG,
                () -> stack.deliveryOf(id, "delivered").get("attempts").l(),
                attempts -> attempts.size() == 2
                        && attempts.get(1).m().get("replay").n().equals("1"));
    }

    private static Process launchReplay(Path directory, Path config, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(CommandLineRun.PROGRAM.toString(), "replay", "--yes"));
        all.addAll(List.of("--local", "--config", config.toString()));
        all.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().putAll(CommandLineRun.portsOf(stack));
        builder.environment()
                .put("WEBHOOK_URL", "http://localhost:" + stack.local.receiver().port() + "/hooks");
        return builder.start();
    }

    private static long replayed(Set<String> events, int number) {
        return stack.local.receiver().received().stream()
                .filter(webhook -> events.contains(webhook.headers().get("x-ingestlayer-event-id")))
                .filter(webhook ->
                        Integer.toString(number).equals(webhook.headers().get("x-ingestlayer-replay")))
                .count();
    }

    private static Path planIn(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aReplayOfDeadDeliveriesThatIsKilledInTheMiddleAndResumedSkipsNoneAndRepeatsNone(@TempDir Path directory)
            throws Exception {
        String events = IntStream.range(0, 120)
                .mapToObj(i -> "{\"type\":\"test.flaky\",\"payload\":{},\"idempotencyKey\":\"killed-" + i + "\"}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        Set<String> ids = new HashSet<>();
        HttpResponse<String> answer = stack.ingest(events);
        for (int tries = 1;
                answer.statusCode() == 503 && tries < 5;
                tries++) { // other tests keep the tables busy meanwhile
            answer = stack.ingest(events);
        }
        TestStack.receipts(answer).forEach(receipt -> ids.add(receipt.path("id").asText()));
        TestStack.await(LONG, DeadLettersIT::deadLetters, count -> count >= 120);

        Process killed = launchReplay(
                directory,
                TestStack.TEST_CONFIG,
                "--status",
                "dead",
                "--destination",
                "to-flaky/flaky",
                "--since",
                "1h",
                "--rate",
                "20");
        TestStack.await(LONG, () -> replayed(ids, 1), count -> count > 20);
        killed.destroyForcibly().waitFor();
        assertThat(replayed(ids, 1)).isLessThan(120);
        assertThat(deadLetters()).isPositive();
        CommandLineRun.finish(
                        launchReplay(
                                directory,
                                TestStack.TEST_CONFIG,
                                "--resume",
                                planIn(directory).toString(),
                                "--rate",
                                "500"),
                        "")
                .succeeded();
        for (String id : ids) {
            assertThat(stack.deliveryOf(id, "delivered").get("attempts").l()).hasSize(6);
        }
        assertThat(replayed(ids, 1)).isEqualTo(120);
        assertThat(deadLetters()).isZero();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aReplayThatIsKilledInTheMiddleAndResumedSkipsNoneAndRepeatsNone(@TempDir Path directory) throws Exception {
        Set<String> events = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            events.add(idIn(stack.ingest("{\"type\":\"test.again\",\"payload\":{}}")));
        }
        for (String id : events) {
            stack.deliveryOf(id, "delivered");
        }
        Process killed =
                launchReplay(directory, TestStack.TEST_CONFIG, "--type", "test.again", "--since", "1h", "--rate", "20");
        TestStack.await(LONG, () -> replayed(events, 1), count -> count > 20);
        killed.destroyForcibly().waitFor();
        assertThat(replayed(events, 1)).isLessThan(150);
        Path plan = planIn(directory);
        CommandLineRun.finish(
                        launchReplay(directory, TestStack.TEST_CONFIG, "--resume", plan.toString(), "--rate", "500"),
                        "")
                .succeeded();
        TestStack.await(LONG, () -> replayed(events, 1), count -> count >= 150);
        for (String id : events) {
            TestStack.await(
                    LONG,
                    () -> stack.deliveryOf(id, "delivered").get("attempts").l(),
                    attempts -> attempts.size() == 2);
        }
        assertThat(replayed(events, 1)).isEqualTo(150);
        assertThat(plan).doesNotExist();

        String one = events.iterator().next();
        CommandLineRun.finish(launchReplay(directory, TestStack.TEST_CONFIG, "--event", one), "")
                .succeeded();
        TestStack.await(LONG, () -> replayed(Set.of(one), 2), count -> count == 1);
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.createDirectories(config.resolve("events"));
        Files.writeString(
                Files.createDirectories(config.resolve("pipelines")).resolve("ok.yaml"),
                Files.readString(TestStack.TEST_CONFIG.resolve("pipelines/ok.yaml"))
                        .replace("test.ok", "test.again"));
        CommandLineRun.finish(launchReplay(directory, config, "--event", one, "--to", "to-ok/ok"), "")
                .succeeded();
        TestStack.await(LONG, () -> stack.webhooksOf(one), came -> came.stream()
                .anyMatch(webhook -> webhook.path().contains("ok=1")));
    }
}
