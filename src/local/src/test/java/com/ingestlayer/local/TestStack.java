package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.local.engines.EngineProxy;
import com.ingestlayer.local.front.Cors;
import com.ingestlayer.local.iam.Guard;
import com.ingestlayer.local.iam.Template;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** The whole stack on free ports, for the tests of one class, with proxies between the functions and their engines. */
final class TestStack implements AutoCloseable {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path TEST_CONFIG = Path.of("src/test/resources/config").toAbsolutePath();

    static final String EXPORT =
            "{\"type\":\"feature.used\",\"payload\":{\"user_id\":\"u_42\",\"feature\":\"csv.export\","
                    + "\"count\":1,\"plan\":\"free\"}}";

    static {
        // Before the first server is made, else each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What the stack's parameter BedrockModels is here. */
    static final String MODELS = "arn:aws:bedrock:*::foundation-model/amazon.nova-micro-v1:0,"
            + "arn:aws:bedrock:eu-central-1:000000000000:inference-profile/eu.amazon.nova-micro-v1:0";

    final Guard guard = Guard.of(template());
    final EngineProxy dynamoDb = new EngineProxy(guard);
    final EngineProxy sqs = new EngineProxy(guard);
    final EngineProxy ssm = new EngineProxy(guard);
    final EngineProxy bedrock = new EngineProxy(guard);
    final GuardedCommand command = new GuardedCommand();
    final LocalStack local;
    private final List<Printed> printed = new CopyOnWriteArrayList<>();

    private static boolean isFirst = true;

    private final HttpClient client = HttpClient.newHttpClient();

    /** A line that a function printed. */
    record Printed(String function, String line) {}

    private TestStack(Path configDir, String schedule, Launcher launcher, Map<String, String> secrets, Cors cors)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        Settings defaults = Settings.from(System.getenv(), secrets, ROOT);
        Map<String, String> variables = new HashMap<>(defaults.variables());
        variables.putAll(secrets); // what a test asks for, whatever the environment says
        variables.put(
                "INGESTLAYER_LOCAL_BEDROCK_URL",
                bedrock.inFrontOf(URI.create("http://localhost:9")).toString()); // where nobody listens
        local = LocalStack.start(
                new Settings(
                        Settings.Ports.ANY,
                        ROOT,
                        configDir,
                        defaults.apiKey(),
                        Optional.empty(),
                        schedule,
                        defaults.deliveryConcurrency(),
                        defaults.undeclared(),
                        cors,
                        variables,
                        (function, line) -> {
                            printed.add(new Printed(function, line));
                            defaults.log().line(function, line);
                        },
                        (dynamoDbEngine, sqsEngine, ssmEngine) -> new Settings.Endpoints.Told(
                                dynamoDb.inFrontOf(dynamoDbEngine),
                                sqs.inFrontOf(sqsEngine),
                                ssm.inFrontOf(ssmEngine))),
                launcher);
    }

    /** template.yaml, where the stack may ask {@link #MODELS}. */
    static Template template() {
        try {
            return Template.read(ROOT.resolve("template.yaml"), Map.of("BedrockModels", MODELS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code ./mvnw -Plocal} starts it, with infra/config as it stands. */
    static TestStack asShipped() throws Exception {
        return asShipped(Cors.OFF);
    }

    /** With infra/config as it stands, for web pages of other origins too. */
    static TestStack asShipped(Cors cors) throws Exception {
        return start(ROOT.resolve("infra/config"), "30s,2m,10m,1h", Map.of(), cors);
    }

    /** With the pipelines of src/test/resources/config. */
    static TestStack withTestConfig(String schedule) throws Exception {
        return withTestConfig(schedule, Map.of());
    }

    /** With the pipelines of src/test/resources/config, and secrets as a {@code .env} has them. */
    static TestStack withTestConfig(String schedule, Map<String, String> secrets) throws Exception {
        return start(TEST_CONFIG, schedule, secrets, Cors.OFF);
    }

    /** With pipelines of its own, and settings as a {@code .env} has them. */
    static TestStack withConfig(Path configDir, String schedule, Map<String, String> settings) throws Exception {
        return start(configDir, schedule, settings, Cors.OFF);
    }

    private static TestStack start(Path configDir, String schedule, Map<String, String> settings, Cors cors)
            throws Exception {
        archiveFirst();
        return new TestStack(configDir, schedule, Launcher.asPackaged(), settings, cors);
    }

    /**
     * Delivers one event on a stack of its own before any other stack starts. The processes of later stacks then start with the
     * archive that this one's have written; without it, the stacks that start side by side would starve each other.
     */
    private static synchronized void archiveFirst() throws Exception {
        if (isFirst) {
            isFirst = false;
            try (TestStack first =
                    new TestStack(TEST_CONFIG, "1s,1s,1s,1s", Launcher.asPackaged(), Map.of(), Cors.OFF)) {
                first.webhookOf(idIn(first.ingest("{\"type\":\"test.ok\",\"payload\":{}}")));
                // A process that has not told its answer yet would write no archive.
                await(Duration.ofSeconds(20), first.local.delivery()::busyInstances, busy -> busy == 0);
            }
        }
    }

    /** With infra/config as it stands, and the functions' processes started by another launcher. */
    static TestStack under(Launcher launcher) throws Exception {
        return new TestStack(ROOT.resolve("infra/config"), "30s,2m,10m,1h", launcher, Map.of(), Cors.OFF);
    }

    /** Fails when a function, or the command, asked for something that its role does not allow. */
    @Override
    public void close() {
        local.close();
        dynamoDb.close();
        sqs.close();
        ssm.close();
        bedrock.close();
        assertThat(guard.refusals())
                .as("calls that template.yaml does not allow")
                .isEmpty();
    }

    /** A request that has no key yet, in REST Assured's words. */
    RequestSpecification given() {
        return Requests.to(local.httpPort());
    }

    /** A request of JSON with a key. */
    RequestSpecification givenKey(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    /** A request of JSON with the key of the README's examples. */
    RequestSpecification givenSender() {
        return givenKey("il_local_development");
    }

    /** A request that is sent as it stands, whatever is in its path, with no header that it does not name. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + local.httpPort() + path))
                .timeout(Duration.ofSeconds(40));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** {@code POST /v1/ingest} as a sender should. */
    HttpResponse<String> ingest(String body) throws IOException, InterruptedException {
        return send(request("/v1/ingest")
                .header("Authorization", "Bearer il_local_development")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The id that a 202 gave its only event. */
    static String idIn(HttpResponse<String> accepted) {
        return receipts(accepted).get(0).path("id").asText();
    }

    static String idIn(Response accepted) {
        return receipts(accepted).get(0).path("id").asText();
    }

    static JsonNode receipts(HttpResponse<String> accepted) {
        return receipts(accepted.statusCode(), accepted.body());
    }

    static JsonNode receipts(Response accepted) {
        return receipts(accepted.statusCode(), accepted.asString());
    }

    private static JsonNode receipts(int status, String body) {
        if (status != 202) {
            fail("expected 202, found %d %s", status, body);
        }
        return json(body).path("data").path("events");
    }

    static JsonNode json(String text) {
        try {
            return StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            return fail("not JSON: " + text, e);
        }
    }

    /** What came for an event so far. */
    List<ReceivedWebhook> webhooksOf(String eventId) {
        return local.receiver().received().stream()
                .filter(webhook -> eventId.equals(webhook.headers().get("x-ingestlayer-event-id")))
                .toList();
    }

    /** Everything the functions printed so far. */
    List<Printed> printed() {
        return List.copyOf(printed);
    }

    /** What a function has said of something that happened, of the kind and with the value in the field. */
    List<JsonNode> told(String function, String event, String field, String value) {
        return printed().stream()
                .filter(each -> each.function().equals(function) && each.line().contains(value))
                .map(each -> json(each.line()))
                .filter(line -> line.path("event").asText().equals(event)
                        && line.path(field).asText().equals(value))
                .toList();
    }

    /** The first webhook of an event, once it is there. */
    ReceivedWebhook webhookOf(String eventId) {
        return await(Duration.ofSeconds(20), () -> webhooksOf(eventId), came -> !came.isEmpty())
                .get(0);
    }

    /** Everything the Events table holds of an event. */
    List<Map<String, AttributeValue>> rowsOf(String eventId) {
        return local.engines()
                .dynamoDb()
                .query(query -> query.tableName(StackLayout.EVENTS_TABLE)
                        .consistentRead(true)
                        .keyConditionExpression("event_id = :id")
                        .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(eventId))))
                .items();
    }

    /** How many events the Events table holds; their deliveries do not count. */
    long eventRows() {
        return events().count();
    }

    /** Every event in the Events table, whole. */
    Stream<JsonNode> events() {
        return local
                .engines()
                .dynamoDb()
                .scanPaginator(scan -> scan.tableName(StackLayout.EVENTS_TABLE).consistentRead(true))
                .items()
                .stream()
                .filter(item -> item.get("item").s().equals("event"))
                .map(item -> json(item.get("event").s()));
    }

    /** The record of an event's only delivery, once it has the status. */
    Map<String, AttributeValue> deliveryOf(String eventId, String status) {
        return await(
                        Duration.ofSeconds(40),
                        () -> rowsOf(eventId).stream()
                                .filter(row -> row.get("item").s().startsWith("delivery#"))
                                .findFirst(),
                        record -> record.filter(row -> row.get("status").s().equals(status))
                                .isPresent())
                .orElseThrow();
    }

    /** Takes the first dead letter whose text fits, once it is there. */
    Message deadLetter(Predicate<String> fits) {
        String url = local.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE;
        return await(
                        Duration.ofSeconds(30),
                        () -> local
                                .engines()
                                .sqs()
                                .receiveMessage(receive -> receive.queueUrl(url)
                                        .maxNumberOfMessages(10)
                                        .visibilityTimeout(0))
                                .messages()
                                .stream()
                                .filter(message -> fits.test(message.body()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Asks again and again until the answer is as hoped for, and fails when it is not in time. */
    static <T> T await(Duration atMost, Supplier<T> ask, Predicate<T> asHoped) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            T answer = ask.get();
            if (asHoped.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                return fail("not so within %s: %s", atMost, answer);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return fail("interrupted", e);
            }
        }
    }
}
