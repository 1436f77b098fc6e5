package com.ingestlayer.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.aws.table.TableNames;
import com.ingestlayer.cli.failure.CommandException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** No local engine implements CloudFormation, so the real client talks to a server with a few recorded answers. */
class StacksTest {
    private static final Target TARGET = new Target(false, "staging", Optional.of("eu-central-1"), Optional.empty());

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final StackOutputs outputs;
    private volatile int status = 200;
    private volatile String answer = "";

    StacksTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Clients clients = new Clients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                Region.EU_CENTRAL_1,
                Map.of(
                        "cloudformation",
                        URI.create("http://localhost:" + server.getAddress().getPort())),
                name -> null,
                1);
        outputs = new StackOutputs(clients::cloudFormation, TARGET);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String described(Map<String, String> outputs) {
        StringBuilder members = new StringBuilder();
        outputs.forEach((key, value) -> members.append("<member><OutputKey>")
                .append(key)
                .append("</OutputKey><OutputValue>")
                .append(value)
                .append("</OutputValue></member>"));
        return "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\">"
                + "<DescribeStacksResult><Stacks><member><StackName>staging</StackName><Outputs>" + members
                + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>";
    }

    private static String refusal(String code, String message) {
        return "<ErrorResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><Error><Type>Sender</Type>"
                + "<Code>" + code + "</Code><Message>" + message + "</Message></Error></ErrorResponse>";
    }

    private CommandException failure() {
        return catchThrowableOfType(CommandException.class, outputs::get);
    }

    @Test
    void aDeployedStackIsFoundByItsOutputsWithOneCall() {
        answer = described(Map.of(
                "EventsTableName", "e",
                "EntitiesTableName", "n",
                "StateTableName", "s",
                "KeysTableName", "k",
                "DeliveriesQueueUrl", "https://q.example/d",
                "DeadLetterQueueUrl", "https://q.example/x",
                "ApiUrl", "https://x.example/"));
        assertThat(outputs.get())
                .isEqualTo(new StackNames(
                        new TableNames("e", "n", "s", "k"),
                        new StackNames.QueueUrls("https://q.example/d", "https://q.example/x"),
                        "/staging/sources/",
                        Optional.of("https://x.example"),
                        Optional.empty()));
        outputs.get();
        assertThat(asked).singleElement().asString().contains("Action=DescribeStacks", "StackName=staging");
    }

    @Test
    void anUnknownStackIsReportedWithItsRegion() {
        status = 400;
        answer = refusal("ValidationError", "Stack with id staging does not exist");
        assertThat(failure()).hasMessageContainingAll("staging", "eu-central-1", "--stack");
        assertThat(failure().exitCode()).isEqualTo(1);
    }

    @Test
    void aStackThatIsNotOursIsRefused() {
        answer = described(Map.of("Url", "x"));
        assertThat(failure()).hasMessageContaining("EventsTableName");
        assertThat(failure().exitCode()).isEqualTo(1);
    }

    @Test
    void deniedAccessAndExpiredCredentialsAreReported() {
        status = 403;
        answer = refusal("AccessDenied", "User: me is not authorized to perform: cloudformation:DescribeStacks");
        assertThat(failure()).hasMessageContainingAll("access denied", "cloudformation:DescribeStacks");
        assertThat(failure().exitCode()).isEqualTo(4);
        answer = refusal("ExpiredToken", "The security token included in the request is expired");
        assertThat(failure()).hasMessageContaining("sign in again");
        assertThat(failure().exitCode()).isEqualTo(4);
    }

    @Test
    void anAnswerThatIsNotFromCloudFormationIsReportedWithItsStatus() {
        status = 400;
        answer = "{\"message\":\"a proxy says no\"}";
        assertThat(failure()).hasMessageContainingAll("CloudFormation did not tell", "400");
        assertThat(failure().exitCode()).isEqualTo(4);
    }

    @Test
    void anInvalidPortIsRefusedWithTheNameOfItsVariable() {
        Stacks stacks = new Stacks(Map.of("INGESTLAYER_LOCAL_PORT_SSM", "many")::get);
        Target local = new Target(true, "ingestlayer", Optional.empty(), Optional.empty());
        CommandException failure = catchThrowableOfType(CommandException.class, () -> stacks.find(local));
        assertThat(failure).hasMessageContainingAll("INGESTLAYER_LOCAL_PORT_SSM", "many");
        assertThat(failure.exitCode()).isEqualTo(3);
    }

    @Test
    void theUrlOfTheLocalStackHasThePortOfTheEnvironment() {
        Target local = new Target(true, "ingestlayer", Optional.empty(), Optional.empty());
        assertThat(new Stacks(name -> null).find(local).apiUrl()).hasValue("http://localhost:8080");
        assertThat(new Stacks(Map.of("INGESTLAYER_LOCAL_PORT_HTTP", "38080")::get)
                        .find(local)
                        .apiUrl())
                .hasValue("http://localhost:38080");
    }
}
