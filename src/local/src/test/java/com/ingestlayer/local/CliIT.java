package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.EXPORT;
import static com.ingestlayer.local.TestStack.idIn;
import static com.ingestlayer.local.TestStack.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.CommandLineRun.Result;
import com.sun.net.httpserver.HttpServer;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The packaged {@code ingestlayer} command against the whole stack, as its user runs it. */
@LocalStackTest(LocalStackTest.Config.SHIPPED)
class CliIT {
    private static TestStack stack;

    @TempDir
    Path directory;

    private static Result run(String... arguments) throws Exception {
        return runWithInput("", arguments);
    }

    private static Result runWithInput(String input, String... arguments) throws Exception {
        return CommandLineRun.finish(
                CommandLineRun.start(CommandLineRun.PROGRAM, CommandLineRun.portsOf(stack), local(arguments)), input);
    }

    private static String[] local(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--local")).toArray(String[]::new);
    }

    private static JsonNode runForJson(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--output", "json"))
                        .toArray(String[]::new))
                .succeeded()
                .json();
    }

    private static String newKey(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of("keys", "create"), Stream.of(arguments))
                        .toArray(String[]::new))
                .succeeded()
                .out()
                .strip();
    }

    private static Response ingestWith(String key) {
        return stack.givenKey(key).body(EXPORT).when().post("/v1/ingest");
    }

    private static void assertOneLine(Result failed, int exitCode, String... words) {
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(exitCode);
        assertThat(failed.err().lines())
                .singleElement()
                .asString()
                .startsWith("ingestlayer: ")
                .contains(words);
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void anEventIsTakenWithANewKeyAndShownWithItsDeliveries() throws Exception {
        String id = idIn(ingestWith(newKey("web")));
        stack.deliveryOf(id, "delivered");
        JsonNode event = runForJson("events", "get", id);
        assertThat(event.path("payload")).isEqualTo(json(EXPORT).path("payload"));
        assertThat(event.at("/deliveries/0/status").asText()).isEqualTo("delivered");
        assertThat(event.at("/deliveries/0/attempts/0/http_status").asInt()).isEqualTo(200);
        assertThat(run("events", "get", id).succeeded().out()).contains("acme", "delivered");
        JsonNode list = TestStack.await(
                Duration.ofSeconds(10),
                () -> list("events", "list", "--type", "feature.used", "--since", "5m"),
                events -> events.findValuesAsText("id").contains(id));
        assertThat(list.get(0).path("accepted_at").asText()).isNotEmpty();
        assertThat(list("events", "list", "--type", "feature.used", "--until", "1h"))
                .isEmpty();
        assertOneLine(run("events", "get", "evt_00000000000000000000000000"), 1, "no event");
    }

    private static JsonNode list(String... arguments) {
        try {
            return runForJson(arguments);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRevokedKeyIsRefused() throws Exception {
        String key = newKey("revoked");
        assertThat(run("keys", "revoke", "revoked").succeeded().err()).contains("60 s");
        ingestWith(key).then().statusCode(401);
        assertThat(runForJson("keys", "list").toString())
                .contains("\"name\":\"revoked\"")
                .contains("\"status\":\"revoked\"")
                .doesNotContain(key);
    }

    @Test
    void aKeyMayDoWhatItsScopesSay() throws Exception {
        String key = newKey("reader", "--scope", "read");
        ingestWith(key).then().statusCode(403);
        stack.givenKey(key).when().get("/v1/events?type=feature.used").then().statusCode(200);
    }

    @Test
    void aRotatedKeyTakesThePlaceOfTheOldOne() throws Exception {
        String old = newKey("rotated");
        String made = run("keys", "rotate", "rotated").succeeded().out().strip();
        ingestWith(old).then().statusCode(401);
        ingestWith(made).then().statusCode(202);
    }

    private static HttpResponse<String> send(String url, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return stack.send(request.build());
    }

    private static Map<String, String> signed(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return Map.of("X-Ingest-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))));
    }

    @Test
    void aSignedWebhookIsTakenAtTheUrlOfANewSource() throws Exception {
        JsonNode shop = runForJson("sources", "create", "shop");
        String url = shop.path("url").asText();
        String body = "{\"type\":\"order.paid\",\"total\":5}";
        assertThat(send(url, signed(shop.path("secret").asText(), body), body).statusCode())
                .isEqualTo(202);
        assertThat(send(url, signed("whsec_other", body), body).statusCode()).isEqualTo(401);
        JsonNode events = TestStack.await(
                Duration.ofSeconds(10),
                () -> list("events", "list", "--type", "order.paid"),
                found -> !found.isEmpty());
        assertThat(events.get(0).path("source").asText()).isEqualTo("webhook.in/shop");
    }

    @Test
    void aSecretOfTheSenderIsSetLaterFromStandardInput() throws Exception {
        String url = runForJson("sources", "create", "github", "--scheme", "github")
                .path("url")
                .asText();
        runWithInput("of-github\n", "sources", "set-secret", "github", "--secret-stdin")
                .succeeded();
        Map<String, String> signature =
                Map.of("X-Hub-Signature-256", signed("of-github", "{}").get("X-Ingest-Signature"));
        assertThat(send(url, signature, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void aSourceIsPausedResumedRotatedAndRevoked() throws Exception {
        JsonNode crm = runForJson("sources", "create", "crm", "--auth", "bearer");
        Map<String, String> bearer =
                Map.of("Authorization", "Bearer " + crm.path("bearer_token").asText());
        run("sources", "pause", "crm").succeeded();
        assertThat(send(crm.path("url").asText(), bearer, "{}").statusCode()).isEqualTo(403);
        run("sources", "resume", "crm").succeeded();
        assertThat(send(crm.path("url").asText(), bearer, "{}").statusCode()).isEqualTo(202);

        JsonNode first = runForJson("sources", "rotate", "crm");
        JsonNode second = runForJson("sources", "rotate", "crm");
        Map<String, String> newBearer =
                Map.of("Authorization", "Bearer " + second.path("bearer_token").asText());
        assertThat(send(first.path("url").asText(), newBearer, "{}").statusCode())
                .isEqualTo(404);
        assertThat(send(second.path("url").asText(), newBearer, "{}").statusCode())
                .isEqualTo(202);

        JsonNode open = runForJson("sources", "create", "open", "--auth", "none");
        run("sources", "revoke", "open").succeeded();
        assertThat(send(open.path("url").asText(), Map.of(), "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void anEntityThatWasPutEnrichesTheNextEvent() throws Exception {
        run("entities", "put", "user", "u_cli", "plan=team", "seats=5").succeeded();
        assertThat(run("entities", "put", "user", "u_cli", "seats=6")
                        .succeeded()
                        .out())
                .contains("merged");
        assertThat(runForJson("entities", "get", "user", "u_cli").path("traits"))
                .isEqualTo(json("{\"plan\":\"team\",\"seats\":6}"));
        String id = idIn(stack.ingest(EXPORT.replace("u_42", "u_cli")));
        assertThat(json(stack.webhookOf(id).body()).at("/entity/user/seats").asInt())
                .isEqualTo(6);
        assertOneLine(run("entities", "get", "user", "nobody"), 1, "no user nobody");
    }

    private static int countOf(String kind) {
        return stack
                .local
                .engines()
                .dynamoDb()
                .queryPaginator(query -> query.tableName(StackLayout.ENTITIES_TABLE)
                        .indexName("by-kind")
                        .select(Select.COUNT)
                        .keyConditionExpression("kind = :kind")
                        .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS(kind))))
                .stream()
                .mapToInt(page -> page.count())
                .sum();
    }

    @Test
    void anImportThatIsKilledInTheMiddleIsCompleteAfterASecondRun() throws Exception {
        int rows = 20_000;
        Path file = directory.resolve("accounts.csv");
        Files.writeString(
                file,
                "id,plan,seats\n"
                        + IntStream.rangeClosed(1, rows)
                                .mapToObj(i -> (i % 5_000 == 0 ? "" : "a_" + i) + ",pro," + i + "\n")
                                .collect(Collectors.joining()));
        String[] arguments = local("entities", "import", file.toString(), "--kind", "account");
        Process killed = CommandLineRun.start(CommandLineRun.PROGRAM, CommandLineRun.portsOf(stack), arguments);
        Path progress = directory.resolve("accounts.csv.ingestlayer-progress");
        TestStack.await(Duration.ofSeconds(60), () -> Files.exists(progress), there -> there);
        killed.destroyForcibly().waitFor();
        assertThat(countOf("account")).isBetween(1, rows - 1);

        Result rerun = run("entities", "import", file.toString(), "--kind", "account");
        assertThat(rerun.exitCode()).as(rerun.err()).isEqualTo(2);
        assertThat(rerun.err()).contains("Going on after");
        assertThat(rerun.out()).contains("20,000 rows", "4 refused");
        assertThat(countOf("account")).isEqualTo(rows - 4);
        assertThat(Files.readAllLines(directory.resolve("accounts.csv.refused")))
                .extracting(line -> line.substring(0, line.indexOf('\t')))
                .containsExactly("5001", "10001", "15001", "20001");
        assertThat(progress).doesNotExist();
        assertThat(runForJson("entities", "get", "account", "a_19999")
                        .at("/traits/seats")
                        .asInt())
                .isEqualTo(19_999);
    }

    @Test
    void jsonLinesAreImportedAndRefusedOnesToldByTheirLine() throws Exception {
        Path file = directory.resolve("users.jsonl");
        Files.writeString(file, """
                {"kind":"team","external_id":"t_1","traits":{"plan":"pro"}}
                {"id":"t_2"
                {"id":"t_3","plan":"free","tags":["a","b"]}
                """);
        Result result = run("entities", "import", file.toString(), "--kind", "team", "--output", "json");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().path("created").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(directory.resolve("users.jsonl.refused")))
                .singleElement()
                .asString()
                .startsWith("2\t$: not valid JSON");
        assertThat(runForJson("entities", "get", "team", "t_3").path("traits"))
                .isEqualTo(json("{\"plan\":\"free\",\"tags\":[\"a\",\"b\"]}"));
    }

    @Test
    void theConfigurationIsCheckedWithoutAStack() throws Exception {
        Result right = CommandLineRun.finish(
                CommandLineRun.start(
                        CommandLineRun.PROGRAM,
                        Map.of("WEBHOOK_URL", "https://hooks.acme.example"),
                        "check",
                        TestStack.ROOT.resolve("infra/config").toString()),
                "");
        assertThat(right.succeeded().out().lines()).singleElement().asString().contains("is right");
        Files.createDirectories(directory.resolve("events"));
        Files.createDirectories(directory.resolve("pipelines"));
        Files.writeString(directory.resolve("events/a.yaml"), "event: a\nschema: { x: strng }\n");
        Files.writeString(directory.resolve("pipelines/p.yaml"), "name: p\nstatus: on\ndestinations: []\n");
        Result wrong = CommandLineRun.finish(
                CommandLineRun.start(CommandLineRun.PROGRAM, Map.of(), "check", directory.toString()), "");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err().lines()).hasSize(3).anySatisfy(line -> assertThat(line)
                .startsWith(directory + "/pipelines/p.yaml:3: "));
    }

    @Test
    void whatCannotBeReachedIsOneLineAndCodeFour() throws Exception {
        Map<String, String> nobody = Map.of(
                "INGESTLAYER_LOCAL_PORT_DYNAMODB", "1",
                "INGESTLAYER_LOCAL_PORT_SSM", "1");
        assertOneLine(
                CommandLineRun.finish(CommandLineRun.start(CommandLineRun.PROGRAM, nobody, local("keys", "list")), ""),
                4,
                "did not answer",
                "./mvnw -Plocal");
        assertOneLine(run("keys", "crate"), 3, "did you mean create?");
    }

    /** What CloudFormation answers of a stack whose tables are those of this one. */
    private static HttpServer cloudFormation() throws Exception {
        String outputs = Map.of(
                        "EventsTableName", StackLayout.EVENTS_TABLE,
                        "EntitiesTableName", StackLayout.ENTITIES_TABLE,
                        "StateTableName", StackLayout.STATE_TABLE,
                        "KeysTableName", StackLayout.KEYS_TABLE,
                        "DeliveriesQueueUrl", "https://sqs.example/deliveries",
                        "DeadLetterQueueUrl", "https://sqs.example/dead",
                        "ApiUrl", "https://api.example")
                .entrySet()
                .stream()
                .map(output -> "<member><OutputKey>" + output.getKey() + "</OutputKey><OutputValue>" + output.getValue()
                        + "</OutputValue></member>")
                .collect(Collectors.joining());
        byte[] answer = ("<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\">"
                        + "<DescribeStacksResult><Stacks><member><StackName>ingestlayer</StackName><Outputs>" + outputs
                        + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>")
                .getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aDeployedStackIsFoundByItsOutputsAndTheCommandThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("il"), CommandLineRun.PROGRAM);
        HttpServer cloudFormation = cloudFormation();
        try {
            Map<String, String> aws = Map.of(
                    "AWS_ENDPOINT_URL_CLOUDFORMATION",
                    "http://localhost:" + cloudFormation.getAddress().getPort(),
                    "AWS_ENDPOINT_URL_DYNAMODB",
                    stack.local.engines().dynamoDbEndpoint().toString(),
                    "AWS_ENDPOINT_URL_SSM",
                    stack.local.parameters().endpoint().toString(),
                    "AWS_REGION",
                    "eu-central-1",
                    "AWS_ACCESS_KEY_ID",
                    "x",
                    "AWS_SECRET_ACCESS_KEY",
                    "x");
            Result created =
                    CommandLineRun.finish(CommandLineRun.start(link, aws, "sources", "create", "deployed"), "");
            assertThat(created.succeeded().out()).contains("https://api.example/whk/whk_");
            assertThat(runForJson("sources", "list").findValuesAsText("name")).contains("deployed");
            Result noRegion = CommandLineRun.finish(
                    CommandLineRun.start(link, Map.of("AWS_EC2_METADATA_DISABLED", "true"), "keys", "list"), "");
            assertThat(noRegion.err().lines()).singleElement().asString().contains("--region");
        } finally {
            cloudFormation.stop(0);
        }
    }
}
