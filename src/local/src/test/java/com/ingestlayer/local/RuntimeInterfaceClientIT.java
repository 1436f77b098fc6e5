package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The zips as AWS's managed Java runtime runs them: under AWS's own runtime interface client, in its own class loader,
 * with events as AWS sends them.
 */
class RuntimeInterfaceClientIT {
    /** Starts a function's jars as AWS's managed Java runtime does. */
    static final Launcher LAUNCHER =
            function -> Launcher.command(classPath(), AWSLambda.class.getName(), function.handler());

    private static TestStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.under(LAUNCHER);
    }

    private static String classPath() {
        return Stream.of(AWSLambda.class, RequestHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(Launcher::placeOf)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static String recorded(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/recorded", name));
    }

    @Test
    void aRecordedRequestIsAnsweredAndDeliveredAndEveryLineIsJson() throws Exception {
        byte[] response = stack.local
                .ingress()
                .invoke(recorded("api-gateway-v2-ingest.json").getBytes(UTF_8))
                .orElseThrow();
        JsonNode answer = json(new String(response, UTF_8));
        assertThat(answer.path("statusCode").asInt()).isEqualTo(202);
        assertThat(answer.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(answer.path("headers").path("content-type").asText()).isEqualTo("application/json");
        JsonNode event =
                json(answer.path("body").asText()).path("data").path("events").get(0);
        assertThat(event.path("duplicate").asBoolean()).isFalse();
        ReceivedWebhook webhook = stack.webhookOf(event.path("id").asText());
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(json(webhook.body())
                        .path("entity")
                        .path("user")
                        .path("owner")
                        .asText())
                .isEqualTo("ben");
        TestStack.await(
                Duration.ofSeconds(10),
                () -> stack.printed().stream()
                        .map(TestStack.Printed::line)
                        .filter(line -> line.startsWith("{\"_aws\""))
                        .toList(),
                metrics -> !metrics.isEmpty()); // told last
        assertThat(stack.printed()).allSatisfy(printed -> json(printed.line()));
    }

    @Test
    void aRecordedBatchKeepsOnlyThePoisonMessage() throws Exception {
        String batch = recorded("sqs-batch.json")
                .replace(
                        "@WEBHOOK_URL@",
                        "http://localhost:" + stack.local.receiver().port() + "/hooks");
        byte[] response = stack.local.delivery().invoke(batch.getBytes(UTF_8)).orElseThrow();
        assertThat(new String(response, UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2e1424d4-f796-459a-8184-9c92662be6da\"}]}");
        ReceivedWebhook webhook = stack.webhookOf("evt_01KFRM8V33ABCDEFGHJKMNPQRS");
        assertThat(webhook.signature()).isEqualTo("valid");
        assertThat(webhook.headers())
                .containsEntry("x-ingestlayer-delivery-id", "dlv_2F7Q9ZB0X4N8K1M5R3T6V8W0YC")
                .hasEntrySatisfying("traceparent", header -> assertThat(header)
                        .matches("00-6974c0a15d0f6a0e2b1c3d4e5f607182-[0-9a-f]{16}-01"));
        assertThat(webhook.body()).isEqualTo("{\"id\":\"evt_01KFRM8V33ABCDEFGHJKMNPQRS\",\"type\":\"feature.used\"}");
    }
}
