package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static com.ingestlayer.local.TestStack.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each recipe of infra/config, with the events of src/contract/samples. */
@LocalStackTest(LocalStackTest.Config.SHIPPED)
class RecipesIT {
    private static final Path SAMPLES = TestStack.ROOT.resolve("src/contract/samples");

    private static final Path SOURCE_SAMPLES = TestStack.ROOT.resolve("src/contract/source-samples");
    private static final List<String> SOURCE_RECIPES =
            List.of("reshape-webhook-orders", "sort-inbound-email", "watch-ai-agents");

    private static TestStack stack;

    static List<String> recipes() throws IOException {
        try (Stream<Path> directories = Files.list(SAMPLES)) {
            return directories
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static List<String> filteringRecipes() throws IOException {
        return recipes().stream()
                .filter(recipe -> Files.exists(SAMPLES.resolve(recipe).resolve("dropped.json")))
                .toList();
    }

    private static String sample(String recipe, String name) throws IOException {
        return Files.readString(SAMPLES.resolve(recipe).resolve(name + ".json"));
    }

    @Test
    void everyRecipeHasItsSamples() throws Exception {
        try (Stream<Path> files = Files.list(TestStack.ROOT.resolve("infra/config/pipelines"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsAll(SOURCE_RECIPES)
                    .filteredOn(name -> !SOURCE_RECIPES.contains(name))
                    .hasSize(18)
                    .containsExactlyInAnyOrderElementsOf(recipes());
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theEventThatMattersArrivesAsTheSampleSays(String recipe) throws Exception {
        String id = idIn(stack.ingest(sample(recipe, "delivered")));
        ReceivedWebhook webhook = stack.webhookOf(id);
        assertThat(webhook.signature()).isEqualTo("valid");
        ObjectNode body = (ObjectNode) json(webhook.body());
        assertThat(body.remove("id").asText()).isEqualTo(id);
        assertThat(body.remove("received_at")).isNotNull();
        assertThat(body).isEqualTo(json(sample(recipe, "delivered.body")));
        assertThat(stack.deliveryOf(id, "delivered").get("pipeline").s()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("filteringRecipes")
    void theEventThatDoesNotMatterIsKeptAndDeliveredNowhere(String recipe) throws Exception {
        String id = idIn(stack.ingest(sample(recipe, "dropped")));
        assertThat(stack.rowsOf(id))
                .singleElement()
                .satisfies(row -> assertThat(row.get("deliveries").s()).isEqualTo("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reshape-webhook-orders", "sort-inbound-email"})
    void whatAnotherSystemSendsAsAWebhookArrivesAsTheSampleSays(String recipe) throws Exception {
        WebhookSender sender = WebhookSender.signing("ingestlayer");
        sender.register(stack);
        byte[] sent = Files.readAllBytes(SOURCE_SAMPLES.resolve(recipe).resolve("sent.json"));
        String id = idIn(sender.send(stack, sender.sign(sent, Instant.now()), sent));
        assertThat(withoutWhatDiffers(stack.webhookOf(id).body())).isEqualTo(sourceSample(recipe));
    }

    @Test
    void whatResendSendsAboutInboundMailArrivesAsTheSampleSays() throws Exception {
        WebhookSender sender = WebhookSender.signing("standard-webhooks");
        sender.register(stack);
        Path samples = SOURCE_SAMPLES.resolve("sort-inbound-email");
        byte[] sent = Files.readAllBytes(samples.resolve("resend.sent.json"));
        String id = idIn(sender.send(stack, sender.sign(sent, Instant.now()), sent));
        assertThat(withoutWhatDiffers(stack.webhookOf(id).body()))
                .isEqualTo(json(Files.readString(samples.resolve("resend.delivered.body.json"))));
    }

    @Test
    void whatAnAgentSaysArrivesAsTheSampleSays() throws Exception {
        String sent = Files.readString(SOURCE_SAMPLES.resolve("watch-ai-agents").resolve("sent.json"));
        String id = stack.givenKey("ag_local_development")
                .body(sent)
                .when()
                .post("/v1/agent/invoke/watch-ai-agents")
                .then()
                .statusCode(202)
                .extract()
                .path("data.id");
        assertThat(withoutWhatDiffers(stack.webhookOf(id).body())).isEqualTo(sourceSample("watch-ai-agents"));
    }

    private static JsonNode withoutWhatDiffers(String body) {
        return ((ObjectNode) json(body)).without(List.of("id", "received_at", "source", "seen_at"));
    }

    private static JsonNode sourceSample(String recipe) throws IOException {
        return json(Files.readString(SOURCE_SAMPLES.resolve(recipe).resolve("delivered.body.json")));
    }

    /**
     * The bound: ten reads tell which of 500 keyed events were accepted before (two ids each, 100 a call), one reads the
     * entities of all pipelines together (up to 100), 50 calls queue the messages (ten each), and 20 write the events (25
     * each).
     */
    @Test
    void fiveHundredMixedEventsCostNoMoreCallsThanBatchingAllows() throws Exception {
        List<String> recipes = recipes();
        List<String> events = IntStream.range(0, 500)
                .mapToObj(i -> keyed(recipes.get(i % recipes.size()), i))
                .toList();
        stack.deliveryOf(idIn(stack.ingest(TestStack.EXPORT)), "delivered"); // so that nothing is under way
        stack.dynamoDb.reset();
        stack.sqs.reset();
        // Taken before anything is queued, because the delivery function reads the Events table too.
        AtomicReference<Map<String, Integer>> reads = new AtomicReference<>();
        stack.sqs.behave((call, engine) -> {
            reads.compareAndSet(null, stack.dynamoDb.calls());
            return engine.get();
        });
        var receipts = receipts(stack.ingest(events.stream().collect(Collectors.joining(",", "{\"events\":[", "]}"))));
        assertThat(reads.get())
                .isEqualTo(Map.of("BatchGetItem ingestlayer-events", 10, "BatchGetItem ingestlayer-entities", 1));
        assertThat(stack.sqs.calls()).containsEntry("SendMessageBatch", 50);
        assertThat(stack.dynamoDb.calls()).containsEntry("BatchWriteItem ingestlayer-events", 20);
        Set<String> ids = new HashSet<>();
        receipts.forEach(receipt -> ids.add(receipt.path("id").asText()));
        assertThat(ids).hasSize(500);
        ids.forEach(id -> assertThat(stack.webhookOf(id).signature()).isEqualTo("valid"));
    }

    /** Of fifty users and customers. */
    private static String keyed(String recipe, int i) {
        try {
            ObjectNode event = (ObjectNode) json(sample(recipe, "delivered").replace("_42\"", "_" + i % 25 + "\""));
            return event.put("idempotencyKey", "mixed-" + i).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
