package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Twenty destinations of which one takes nothing, and a queue that has room for few messages in flight. */
class DeadDestinationIT {
    private static final int DESTINATIONS = 20;
    private static final int TO_EACH_OTHER = 5;
    private static final int TO_THE_DEAD_ONE = 200;
    private static final int IN_FLIGHT_LIMIT = 100;
    private static final Duration SOON = Duration.ofSeconds(30);

    private static String pipeline(int number) {
        return """
                name: fleet-%d
                status: active
                sources: [{ kind: sdk.event, match: fleet.event%d }]
                destinations:
                  - webhook.out: { name: receiver, url: "${env:WEBHOOK_URL}%s" }
                """.formatted(number, number, number == 0 ? "?status=500" : "?fleet=" + number);
    }

    private static String events(int destination, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"fleet.event" + destination + "\",\"payload\":{\"n\":" + i + "}}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static int count(TestStack stack, QueueAttributeName which) {
        String url = stack.local.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        return Integer.parseInt(stack.local
                .engines()
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(url).attributeNames(which))
                .attributes()
                .get(which));
    }

    private static long came(TestStack stack, String path) {
        return stack.local.receiver().received().stream()
                .filter(webhook -> webhook.path().contains(path))
                .count();
    }

    @Test
    void theOthersAreDeliveredWhileMoreDeliveriesWaitForTheDeadOneThanMayBeInFlight(@TempDir Path config)
            throws Exception {
        Files.createDirectories(config.resolve("events"));
        Path pipelines = Files.createDirectories(config.resolve("pipelines"));
        for (int number = 0; number < DESTINATIONS; number++) {
            Files.writeString(pipelines.resolve("fleet-" + number + ".yaml"), pipeline(number));
        }
        Map<String, String> limit = Map.of("INGESTLAYER_LOCAL_IN_FLIGHT_LIMIT", Integer.toString(IN_FLIGHT_LIMIT));
        try (TestStack stack = TestStack.withConfig(config, "10m,10m,10m,10m", limit)) {
            receipts(stack.ingest(events(0, TO_THE_DEAD_ONE)));
            TestStack.await(SOON, () -> came(stack, "status=500"), attempts -> attempts >= IN_FLIGHT_LIMIT);
            for (int number = 1; number < DESTINATIONS; number++) {
                receipts(stack.ingest(events(number, TO_EACH_OTHER)));
            }
            TestStack.await(
                    SOON, () -> came(stack, "fleet="), delivered -> delivered == (DESTINATIONS - 1) * TO_EACH_OTHER);
            TestStack.await(
                    SOON,
                    () -> count(stack, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                    delayed -> delayed == TO_THE_DEAD_ONE);
            TestStack.await(
                    SOON,
                    () -> count(stack, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                    inFlight -> inFlight == 0);
            assertThat(stack.local.mapping().mostInFlight()).isLessThan(IN_FLIGHT_LIMIT);
        }
    }
}
