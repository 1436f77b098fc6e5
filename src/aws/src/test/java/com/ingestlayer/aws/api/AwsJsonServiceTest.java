package com.ingestlayer.aws.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.aws.api.AwsJsonService.Patience;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsJsonServiceTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Patience PATIENT = new Patience(LONG, LONG, 3, AT_ONCE);
    private static final Credentials CREDENTIALS =
            new Credentials("AKID", "secret-of-a-test", Optional.of("token-of-a-test"));
    private static final AwsStub.Answer EMPTY = AwsStub.of(200, "{}");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private AwsStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new AwsStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static AwsService service(
            AwsProtocol protocol, URI endpoint, Patience patience, Credentials.Source credentials, Clock clock) {
        AwsPlace place = new AwsPlace("eu-central-1", endpoint);
        return new AwsJsonService(
                protocol,
                new SignedPost(protocol.service(), place, credentials, Duration.ofSeconds(2), clock),
                patience);
    }

    private ObjectNode call(Patience patience) {
        return service(AwsProtocol.DYNAMODB, stub.endpoint(), patience, () -> CREDENTIALS, clock)
                .call("GetItem", Json.object().put("TableName", "ü"));
    }

    private AwsRefusedException refusal() {
        return catchThrowableOfType(AwsRefusedException.class, () -> call(PATIENT));
    }

    @Test
    void aCallIsASignedPostThatNamesItsOperation() {
        stub.answers(AwsStub.of(200, "{\"Item\":{\"n\":{\"N\":\"1\"}}}"));
        assertThat(call(PATIENT)).isEqualTo(Json.read("{\"Item\":{\"n\":{\"N\":\"1\"}}}"));
        assertThat(stub.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/");
            assertThat(seen.body()).isEqualTo("{\"TableName\":\"ü\"}");
            assertThat(seen.headers().getFirst("X-Amz-Target")).isEqualTo("DynamoDB_20120810.GetItem");
            assertThat(seen.headers().getFirst("Content-Type")).isEqualTo("application/x-amz-json-1.0");
            assertThat(seen.headers().getFirst("X-Amz-Date")).isEqualTo("20260131T100000Z");
            assertThat(seen.headers().getFirst("X-Amz-Security-Token")).isEqualTo("token-of-a-test");
            assertThat(seen.headers().getFirst("Authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKID/20260131/eu-central-1/dynamodb/aws4_request, "
                            + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, ");
        });
    }

    @ParameterizedTest
    @CsvSource({"SQS, AmazonSQS.Do, application/x-amz-json-1.0", "SSM, AmazonSSM.Do, application/x-amz-json-1.1"})
    void eachServiceIsCalledInItsOwnWords(AwsProtocol protocol, String target, String contentType) {
        stub.answers(EMPTY);
        service(protocol, stub.endpoint(), PATIENT, () -> CREDENTIALS, clock).call("Do", Json.object());
        assertThat(stub.seen().get(0).headers())
                .containsEntry("X-amz-target", List.of(target))
                .containsEntry("Content-type", List.of(contentType));
    }

    @Test
    void anEmptyAnswerIsAnEmptyObject() {
        stub.answers(AwsStub.of(200, ""));
        assertThat(call(PATIENT)).isEqualTo(Json.object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceNotFoundException",
                "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.dynamodb/",
                "aws.protocoltests#ResourceNotFoundException:http://internal.amazon.com/coral/a#b",
            })
    void aRefusalHasItsCodeAlone(String type) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + type + "\",\"message\":\"no table\",\"More\":[1]}"));
        AwsRefusedException refused = refusal();
        assertThat(refused.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refused.is("ResourceNotFoundException")).isTrue();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("no table");
        assertThat(refused.body().path("More")).hasToString("[1]");
        assertThat(refused).hasMessage("dynamodb refused GetItem with 400 ResourceNotFoundException: no table");
    }

    @Test
    void aCodeMayStandInAHeaderAndAMessageBeginLarge() {
        stub.answers(AwsStub.of(
                403, Map.of("x-amzn-ErrorType", "AccessDeniedException:http://a/"), "{\"Message\":\"not you\"}"));
        assertThat(refusal()).hasMessage("dynamodb refused GetItem with 403 AccessDeniedException: not you");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>teapot</html>", "[]", "null", "{\"__type\":", "{\"__type\":7}"})
    void anErrorThatIsNoneOfTheServicesHasNoCode(String page) {
        stub.answers(AwsStub.of(418, page));
        AwsRefusedException refused = refusal();
        assertThat(refused.code()).isEmpty();
        assertThat(refused).hasMessage("dynamodb refused GetItem with 418");
        assertThat(stub.seen()).hasSize(1);
    }

    static final List<AwsStub.Answer> PASSING = Stream.concat(
                    Stream.of(429, 500, 502, 503, 504).map(status -> AwsStub.of(status, "<html>")),
                    Stream.of(
                                    "ProvisionedThroughputExceededException",
                                    "ThrottlingException",
                                    "com.amazonaws.sqs#RequestThrottled",
                                    "TransactionInProgressException",
                                    "RequestTimeout")
                            .map(code -> AwsStub.of(400, "{\"__type\":\"" + code + "\"}")))
            .toList();

    @ParameterizedTest
    @FieldSource("PASSING")
    void whatPassesByItselfIsAskedAgain(AwsStub.Answer answer) {
        stub.answers(answer, answer, AwsStub.of(200, "{\"a\":1}"));
        assertThat(call(PATIENT)).isEqualTo(Json.object().put("a", 1));
        assertThat(stub.seen()).hasSize(3);
    }

    @Test
    void aRequestThatIsMadeAgainIsSignedAnew() {
        AwsStub.Answer later = exchange -> {
            clock.advance(Duration.ofMinutes(1));
            AwsStub.of(503, "{}").to(exchange);
        };
        stub.answers(later, EMPTY);
        call(PATIENT);
        assertThat(stub.seen())
                .extracting(seen -> seen.headers().getFirst("X-Amz-Date"))
                .containsExactly("20260131T100000Z", "20260131T100100Z");
    }

    @Test
    void afterTheLastAttemptARefusalIsThrownAsItCame() {
        stub.answers(AwsStub.of(400, "{\"__type\":\"ThrottlingException\",\"message\":\"too fast\"}"));
        assertThat(refusal()).hasMessage("dynamodb refused GetItem with 400 ThrottlingException: too fast");
        assertThat(stub.seen()).hasSize(3);
    }

    @Test
    void aFailureHasThoseOfTheAttemptsBeforeIt() {
        stub.answers(
                AwsStub.of(500, "{\"__type\":\"InternalServerError\"}"),
                AwsStub.of(400, "{\"__type\":\"ThrottlingException\"}"),
                AwsStub.of(400, "{\"__type\":\"ConditionalCheckFailedException\"}"));
        AwsRefusedException refused = refusal();
        assertThat(refused.code()).isEqualTo("ConditionalCheckFailedException");
        assertThat(refused.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "dynamodb refused GetItem with 500 InternalServerError",
                        "dynamodb refused GetItem with 400 ThrottlingException");
    }

    @Test
    void noAnswerAtAllIsKeptToo() {
        stub.answers(stub.never(), AwsStub.of(503, "{}"));
        assertThatThrownBy(() -> call(new Patience(SHORT, LONG, 2, AT_ONCE)))
                .hasMessage("dynamodb refused GetItem with 503")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(earlier ->
                                assertThat(earlier).hasMessageStartingWith("dynamodb did not answer GetItem")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConditionalCheckFailedException",
                "TransactionCanceledException",
                "ValidationException",
                "ResourceNotFoundException",
                "ExpiredTokenException",
            })
    void whatDoesNotPassIsNotAskedAgain(String code) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + code + "\"}"), EMPTY);
        assertThat(refusal().code()).isEqualTo(code);
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        stub.answers(AwsStub.of(302, Map.of("Location", stub.endpoint() + "/else"), ""), EMPTY);
        assertThat(refusal().status()).isEqualTo(302);
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsNoAnswer() {
        stub.answers(AwsStub.of(200, "{\"a\":"), EMPTY);
        assertThat(call(PATIENT)).isEmpty();
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void noAnswerInTimeIsAskedForAgain() {
        stub.answers(stub.never(), EMPTY);
        assertThat(call(new Patience(SHORT, LONG, 3, AT_ONCE))).isEmpty();
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void noAnswerAtAllIsToldWithItsCause() {
        stub.answers(stub.never());
        assertThatThrownBy(() -> call(new Patience(SHORT, LONG, 2, AT_ONCE)))
                .isExactlyInstanceOf(AwsException.class)
                .hasMessageStartingWith("dynamodb did not answer GetItem: ")
                .hasCauseInstanceOf(IOException.class);
        assertThat(stub.seen()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noCallOutlastsItsDeadline(boolean drips) {
        stub.answers(drips ? stub.drip() : stub.never());
        long start = System.nanoTime();
        assertThatThrownBy(() -> call(new Patience(LONG, SHORT, 100, AT_ONCE))).isExactlyInstanceOf(AwsException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void noAttemptBeginsWhoseWaitWouldPassTheDeadline() {
        stub.answers(AwsStub.of(503, "{}"));
        assertThatThrownBy(() -> call(new Patience(LONG, Duration.ofSeconds(2), 100, Duration.ofMillis(200))))
                .isInstanceOf(AwsRefusedException.class);
        assertThat(stub.seen()).hasSizeBetween(2, 20);
    }

    @Test
    void whoeverIsInterruptedWhileWaitingIsToldAtOnceAndStaysInterrupted() {
        stub.answers(AwsStub.of(503, "{}"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> call(new Patience(LONG, LONG, 3, Duration.ofSeconds(5))))
                .isInstanceOf(AwsRefusedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void whereThereAreNoCredentialsNothingIsSentAndTheyAreAskedForOnce() {
        List<String> asked = new ArrayList<>();
        AwsService service = service(
                AwsProtocol.DYNAMODB,
                stub.endpoint(),
                PATIENT,
                () -> {
                    asked.add("once");
                    throw new AwsException("none here", null);
                },
                clock);
        assertThatThrownBy(() -> service.call("GetItem", Json.object())).hasMessage("none here");
        assertThat(asked).hasSize(1);
        assertThat(stub.seen()).isEmpty();
    }

    /** Takes connections one after the other, and closes each after one answer that promises to keep it. */
    private static int connectionsOfTwoCalls(ServerSocket server) throws IOException {
        for (int connections = 1; ; connections++) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                String text = "";
                while (!text.endsWith("{}")) {
                    int next = in.read();
                    if (next < 0) {
                        return connections;
                    }
                    text += (char) next;
                }
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
                if (connections == 2) {
                    return connections;
                }
            }
        }
    }

    @Test
    void aKeptConnectionThatTheServerHasClosedIsNoFailure() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> connections = CompletableFuture.supplyAsync(() -> {
                try {
                    return connectionsOfTwoCalls(server);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AwsService service = service(
                    AwsProtocol.SQS,
                    URI.create("http://localhost:" + server.getLocalPort()),
                    new Patience(LONG, LONG, 1, AT_ONCE),
                    () -> CREDENTIALS,
                    clock);
            service.call("First", Json.object());
            service.call("Second", Json.object());
            assertThat(connections.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void noFailureTellsASecret() {
        String quoting =
                "The request signature we calculated does not match.\\n\\nThe Canonical String for this request"
                        + " should have been\\n'POST\\nx-amz-security-token:token-of-a-test'";
        AwsStub.Answer mismatch =
                AwsStub.of(403, "{\"__type\":\"InvalidSignatureException\",\"message\":\"" + quoting + "\"}");
        AwsStub.Answer page = AwsStub.of(403, "Authorization token-of-a-test AWS4-HMAC-SHA256");
        for (AwsStub.Answer answer : List.of(mismatch, page, stub.never(), AwsStub.of(200, "token-of-a-test"))) {
            stub.answers(answer);
            assertThatThrownBy(() -> call(new Patience(SHORT, LONG, 1, AT_ONCE)))
                    .satisfies(failure -> assertThat(whole(failure))
                            .doesNotContain(
                                    "secret-of-a-test", "token-of-a-test", "AWS4-HMAC-SHA256", "Authorization"));
        }
        assertThat(CREDENTIALS).hasToString("Credentials[AKID]");
    }

    private static String whole(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
