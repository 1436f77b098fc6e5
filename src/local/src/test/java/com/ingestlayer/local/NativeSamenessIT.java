package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A native program does byte for byte what the same classes do on a JVM: the same answers to senders, the same messages, the same
 * items in the tables, the same webhooks, for every sample event and for what senders get wrong. Runs where
 * {@code INGESTLAYER_LOCAL_FUNCTIONS} names a directory with native programs, beside the jars that the build has just made.
 */
class NativeSamenessIT {
    private static final Path SAMPLES = TestStack.ROOT.resolve("src/contract/samples");
    private static final Path SOURCE_SAMPLES = TestStack.ROOT.resolve("src/contract/source-samples");
    private static final Path JARS = TestStack.ROOT.resolve("src");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Some moments are cut to whole seconds. */
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Far longer than anything is kept: what is later is a number and no moment. */
    private static final Duration LONGEST = Duration.ofDays(1000);

    private static final Pattern ISO_8601 =
            Pattern.compile("20\\d\\d-[01]\\d-[0-3]\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
    private static final Pattern EPOCH = Pattern.compile("(?<![\\w.])(\\d{10}|\\d{13})(?![\\w.])");

    private static final Map<Pattern, String> CHANCE = Map.of(
            Pattern.compile("localhost:\\d+"), "localhost:<port>",
            Pattern.compile("t=\\d{10},v1=[0-9a-f]{64}"), "t=<moment>,v1=<signature>",
            Pattern.compile("Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16})?"), "<trace>",
            Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-"), "<trace>-",
            Pattern.compile("\"duration_ms\":\\d+"), "<duration>");

    /** What was seen of one packaging, in words that no moment, port or random number is in. */
    private record Seen(List<String> answers, List<String> messages, List<String> items, List<String> webhooks) {}

    /** What somebody sends. */
    private record Sent(String method, String path, Map<String, String> headers, String body) {}

    @Test
    void nativeProgramsDoWhatJarsDo() throws Exception {
        Optional<Path> natives = natives();
        assumeTrue(natives.isPresent(), "no native programs: INGESTLAYER_LOCAL_FUNCTIONS names no directory with them");
        for (String function : List.of("ingress", "delivery")) {
            assertThat(JARS.resolve(function + "/target/function.zip"))
                    .as("what the build made of " + function)
                    .matches(zip -> !isNative(zip), "holds jars");
        }
        Seen ofJars;
        Seen ofNatives;
        LocalDate day;
        do { // ids and windows go by the day, so both must have the same one
            day = LocalDate.now(ZoneOffset.UTC);
            ofJars = see("");
            ofNatives = see(natives.get().toString());
        } while (!day.equals(LocalDate.now(ZoneOffset.UTC)));
        assertSame("answers", ofJars.answers(), ofNatives.answers());
        assertSame("messages", ofJars.messages(), ofNatives.messages());
        assertSame("items", ofJars.items(), ofNatives.items());
        assertSame("webhooks", ofJars.webhooks(), ofNatives.webhooks());
        assertThat(ofJars.answers()).hasSize(sent().size() + 2);
        assertThat(ofJars.webhooks()).hasSizeGreaterThan(20);
    }

    /** Tells only what differs. */
    private static void assertSame(String what, List<String> ofJars, List<String> ofNatives) {
        List<String> onlyOfJars = new ArrayList<>(ofJars);
        ofNatives.forEach(onlyOfJars::remove);
        List<String> onlyOfNatives = new ArrayList<>(ofNatives);
        ofJars.forEach(onlyOfNatives::remove);
        assertThat(onlyOfNatives)
                .as("%s of native programs and not of jars", what)
                .isEqualTo(onlyOfJars);
        assertThat(ofNatives).as(what).isEqualTo(ofJars);
    }

    private static Optional<Path> natives() {
        return Optional.ofNullable(System.getenv(Settings.FUNCTIONS_VARIABLE))
                .filter(name -> !name.isBlank())
                .map(TestStack.ROOT::resolve)
                .filter(directory -> Stream.of("ingress.zip", "delivery.zip")
                        .map(directory::resolve)
                        .allMatch(zip -> Files.exists(zip) && isNative(zip)));
    }

    private static boolean isNative(Path zip) {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            return Files.exists(files.getPath("/bootstrap"));
        } catch (IOException e) {
            throw new IllegalStateException(zip + " cannot be read", e);
        }
    }

    /** @param functions a directory with zips; empty for what the build made */
    private Seen see(String functions) throws Exception {
        List<String> messages = new CopyOnWriteArrayList<>();
        Map<String, String> settings = Map.of(Settings.FUNCTIONS_VARIABLE, functions);
        try (TestStack stack =
                TestStack.withConfig(TestStack.ROOT.resolve("infra/config"), "30s,2m,10m,1h", settings)) {
            stack.sqs.behave((call, engine) -> {
                if (call.name().startsWith("SendMessageBatch")) {
                    json(call.body()).path("Entries").forEach(entry -> messages.add(entry.toString()));
                }
                return engine.get();
            });
            for (WebhookSender source : sources()) {
                source.register(stack);
            }
            List<String> answers = new ArrayList<>();
            for (Sent each : sent()) {
                answers.add(answer(each, send(stack, each)));
            }
            awaitDeliveries(stack);
            for (String page : List.of("/v1/events?type=feature.used&limit=100", "/v1/events/" + firstId(stack))) {
                Sent read = api("GET", page, "");
                answers.add(answer(read, send(stack, read)));
            }
            return new Seen(
                    answers,
                    messages.stream().map(this::withoutChance).sorted().toList(),
                    items(stack),
                    stack.local.receiver().received().stream()
                            .map(this::webhook)
                            .sorted()
                            .toList());
        }
    }

    private static String firstId(TestStack stack) {
        return stack.events()
                .map(event -> event.path("id").asText())
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> send(TestStack stack, Sent sent) throws Exception {
        HttpRequest.Builder request = stack.request(sent.path())
                .method(
                        sent.method(),
                        sent.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(sent.body()));
        sent.headers().forEach(request::header);
        return stack.send(request.build());
    }

    private static List<WebhookSender> sources() {
        return List.of(WebhookSender.signing("ingestlayer"), WebhookSender.signing("standard-webhooks"));
    }

    private List<Sent> sent() throws IOException {
        List<Sent> all = new ArrayList<>();
        ArrayNode batch = Json.object().putArray("events");
        for (Path sample : below(SAMPLES, file -> !file.endsWith(".body.json"))) {
            String name = SAMPLES.relativize(sample).toString();
            ObjectNode event = (ObjectNode) json(Files.readString(sample));
            all.add(api("POST", "/v1/ingest", event.put("idempotencyKey", name).toString()));
            batch.add(event.deepCopy()).add(event.deepCopy().put("idempotencyKey", "again " + name));
        }
        all.add(api("POST", "/v1/ingest", "{\"events\":" + batch + "}"));
        for (WebhookSender source : sources()) {
            for (Path sample : below(SOURCE_SAMPLES, file -> file.endsWith("sent.json"))) {
                String body = Files.readString(sample);
                // Each at a second of its own, which is its id.
                Map<String, String> headers =
                        new HashMap<>(source.sign(body.getBytes(UTF_8), since.minusSeconds(all.size())));
                headers.put(
                        "X-Ingest-Idempotency-Key",
                        SOURCE_SAMPLES.relativize(sample).toString());
                all.add(new Sent("POST", "/whk/" + source.token(), headers, body));
            }
        }
        String said = Files.readString(SOURCE_SAMPLES.resolve("watch-ai-agents/sent.json"));
        for (String pipeline : List.of("watch-ai-agents?wait=true", "track-feature-usage?wait=true", "nobody")) {
            all.add(new Sent(
                    "POST",
                    "/v1/agent/invoke/" + pipeline,
                    Map.of(
                            "Authorization", "Bearer ag_local_development",
                            "Content-Type", "application/json",
                            "X-Ingest-Idempotency-Key", "said"),
                    said));
        }
        all.addAll(ENTITIES);
        all.addAll(MISTAKES);
        return all;
    }

    private static final List<Sent> ENTITIES = List.of(
            api(
                    "POST",
                    "/v1/entities",
                    entity(
                            "u é/1",
                            "{\"n\":0.10,\"big\":12345678901234567890.5,\"t\":\"é😀\",\"l\":[1,{\"a\":null}]}")),
            api(
                    "POST",
                    "/v1/entities",
                    "{\"entities\":[" + entity("u1", "{}") + "," + entity("u2", "{\"x\":1e3}") + "]}"),
            api("PATCH", "/v1/entities/user/u2", "{\"traits\":{\"x\":null,\"y\":true}}"),
            api("GET", "/v1/entities/user/u2", ""),
            api("GET", "/v1/entities?kind=user&limit=100", ""),
            api("DELETE", "/v1/entities/user/u1", ""),
            api("GET", "/v1/entities/user/u1", ""));

    private static final List<Sent> MISTAKES = List.of(
            api("POST", "/v1/ingest", ""),
            api("POST", "/v1/ingest", "{\"type\":\"a.b\",}"),
            api("POST", "/v1/ingest", "{\"type\":\"a.b\",\"payload\":{\"n\":1e999999999},\"idempotencyKey\":\"huge\"}"),
            api("POST", "/v1/ingest", "{\"type\":\"a.b\",\"payload\":{\"a\":1,\"a\":2}}"),
            api(
                    "POST",
                    "/v1/ingest",
                    "{\"type\":\"feature.used\",\"payload\":{\"user\":7,\"count\":\"many\"},\"typ\":1}"),
            api("POST", "/v1/ingest", "[".repeat(2000)),
            api("GET", "/v1/ingest", ""),
            api("GET", "/v1/nowhere", ""),
            api("GET", "/v1/events?limit=0&type=%20", ""),
            api("PATCH", "/v1/entities/no%20kind/u2", "{\"traits\":{}}"),
            new Sent("POST", "/v1/ingest", Map.of("Content-Type", "application/json"), "{}"),
            new Sent("POST", "/v1/ingest", Map.of("Authorization", "Bearer nobody"), "{}"),
            new Sent("POST", "/whk/whk_ours", Map.of("X-Ingest-Signature", "sha256=00"), "{}"),
            new Sent("GET", "/healthz", Map.of(), ""));

    private static Sent api(String method, String path, String body) {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer il_local_development", "Content-Type", "application/json");
        return new Sent(method, path, headers, body);
    }

    private static String entity(String id, String traits) {
        return "{\"kind\":\"user\",\"external_id\":\"" + id + "\",\"traits\":" + traits + "}";
    }

    private static List<Path> below(Path directory, Predicate<String> fits) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> fits.test(file.toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Until every delivery of every event has arrived and is written down as such. */
    private static void awaitDeliveries(TestStack stack) {
        TestStack.await(
                PATIENCE,
                () -> scan(stack, StackLayout.EVENTS_TABLE).toList(),
                items -> items.stream()
                                .filter(item -> item.get("item").s().equals("event"))
                                .mapToInt(
                                        item -> json(item.get("deliveries").s()).size())
                                .sum()
                        == items.stream()
                                .filter(item -> item.containsKey("status")
                                        && item.get("status").s().equals("delivered"))
                                .count());
    }

    private static Stream<Map<String, AttributeValue>> scan(TestStack stack, String table) {
        return stack
                .local
                .engines()
                .dynamoDb()
                .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .stream();
    }

    private List<String> items(TestStack stack) {
        return Stream.of(StackLayout.EVENTS_TABLE, StackLayout.ENTITIES_TABLE, StackLayout.STATE_TABLE)
                .flatMap(table -> scan(stack, table).map(item -> table + " " + withoutChance(item)))
                .sorted()
                .toList();
    }

    private String answer(Sent sent, HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "apigw-requestid")); // the front's own
        return withoutChance(sent.method() + " " + sent.path() + " is answered " + answer.statusCode() + " " + headers
                + " " + answer.body());
    }

    private String webhook(ReceivedWebhook webhook) {
        return withoutChance(webhook.path() + " " + webhook.signature() + " " + new TreeMap<>(webhook.headers()) + " "
                + webhook.body());
    }

    /** Attributes have no order, so they are sorted. */
    private String withoutChance(Map<String, AttributeValue> attributes) {
        Map<String, String> sorted = new TreeMap<>();
        attributes.forEach(
                (name, value) -> sorted.put(name, name.equals("duration_ms") ? "<duration>" : withoutChance(value)));
        return sorted.toString();
    }

    private String withoutChance(AttributeValue value) {
        if (value.hasM()) {
            return withoutChance(value.m());
        }
        if (value.hasL()) {
            return value.l().stream().map(this::withoutChance).toList().toString();
        }
        return withoutChance(value.s() != null ? "'" + value.s() + "'" : value.toString());
    }

    /** The text without what no two runs share: moments, durations, ports, traces, and what is signed with a moment. */
    private String withoutChance(String text) {
        String plain = text;
        for (Map.Entry<Pattern, String> chance : CHANCE.entrySet()) {
            plain = chance.getKey().matcher(plain).replaceAll(chance.getValue());
        }
        plain = ISO_8601.matcher(plain).replaceAll(found -> moment(Instant.parse(found.group()), found));
        return EPOCH.matcher(plain).replaceAll(found -> {
            long number = Long.parseLong(found.group());
            return moment(
                    found.group().length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number), found);
        });
    }

    /** A moment before the test began stands as it is: it came with the event. So does a number that is no moment. */
    private String moment(Instant at, MatchResult found) {
        Duration after = Duration.between(since, at);
        boolean isMoment = !after.isNegative() && after.compareTo(LONGEST) < 0;
        return Matcher.quoteReplacement(isMoment ? "<" + after.toHours() + " h later>" : found.group());
    }
}
