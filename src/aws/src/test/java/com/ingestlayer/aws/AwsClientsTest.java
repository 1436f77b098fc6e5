package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.queue.Queue;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.telemetry.FunctionVariables;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tests the clients against every failure of a service and of the network. */
class AwsClientsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Timeouts PATIENT = patience(LONG, LONG, 3, AT_ONCE);
    private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsSessionCredentials.create("AKID", "secret-of-a-test", "token-of-a-test"));
    private static final AwsStub.Answer EMPTY = AwsStub.of(200, "{}");
    private static final Map<String, AttributeValue> KEY = Map.of("k", Attributes.text("ü"));

    private AwsStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new AwsStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static Timeouts patience(Duration attempt, Duration whole, int attempts, Duration firstWait) {
        return new Timeouts(Duration.ofSeconds(2), attempt, whole, attempts, firstWait);
    }

    private static AwsClients clients(URI endpoint, Timeouts patience, AwsCredentialsProvider credentials) {
        return new AwsClients(Region.EU_CENTRAL_1, credentials, service -> Optional.of(endpoint), patience);
    }

    private Map<String, AttributeValue> call(Timeouts patience) {
        return call(stub.endpoint(), patience, CREDENTIALS);
    }

    private static Map<String, AttributeValue> call(
            URI endpoint, Timeouts patience, AwsCredentialsProvider credentials) {
        DynamoDbClient dynamoDb = clients(endpoint, patience, credentials).dynamoDb();
        return new Table(dynamoDb, "t", "the table", Runnable::run).get(KEY);
    }

    /** Returns the exception that replaces the SDK's. */
    private AwsException failure(Timeouts patience) {
        return (AwsException) catchThrowable(() -> call(patience)).getCause();
    }

    private AwsRefusedException refusal() {
        return (AwsRefusedException) failure(PATIENT);
    }

    @Test
    void aCallIsASignedPostThatNamesItsOperation() {
        stub.answers(AwsStub.of(200, "{\"Item\":{\"n\":{\"N\":\"1\"}}}"));
        assertThat(call(PATIENT)).isEqualTo(Map.of("n", Attributes.number(1)));
        assertThat(stub.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/");
            assertThat(seen.body()).contains("\"TableName\":\"t\"", "\"ü\"");
            assertThat(seen.headers().getFirst("X-Amz-Target")).isEqualTo("DynamoDB_20120810.GetItem");
            assertThat(seen.headers().getFirst("X-Amz-Security-Token")).isEqualTo("token-of-a-test");
            assertThat(seen.headers().getFirst("Authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                    .contains("/eu-central-1/dynamodb/aws4_request");
        });
    }

    @Test
    void anEmptyAnswerMeansNoItem() {
        stub.answers(AwsStub.of(200, ""));
        assertThat(call(PATIENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceNotFoundException",
                "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.dynamodb/",
                "aws.protocoltests#ResourceNotFoundException:http://internal.amazon.com/coral/a#b",
            })
    void aRefusalHasItsCodeWithoutItsNamespace(String type) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + type + "\",\"message\":\"no table\"}"));
        AwsRefusedException refused = refusal();
        assertThat(refused.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refused.is("ResourceNotFoundException")).isTrue();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("no table");
        assertThat(refused).hasMessage("dynamodb refused GetItem with 400 ResourceNotFoundException: no table");
        assertThat(refused).hasNoCause();
    }

    @Test
    void aCodeMayBeInAHeaderAndAMessageMayBeCapitalized() {
        stub.answers(AwsStub.of(
                403, Map.of("x-amzn-ErrorType", "AccessDeniedException:http://a/"), "{\"Message\":\"not you\"}"));
        assertThat(refusal()).hasMessage("dynamodb refused GetItem with 403 AccessDeniedException: not you");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>teapot</html>", "[]", "null", "{\"__type\":", "{\"__type\":7}"})
    void anErrorPageOfAnotherServerHasNoCode(String page) {
        stub.answers(AwsStub.of(418, page));
        assertThat(refusal()).hasMessage("dynamodb refused GetItem with 418");
        assertThat(stub.seen()).hasSize(1);
    }

    static final List<AwsStub.Answer> PASSING = Stream.concat(
                    Stream.of(408, 429, 500, 502, 503, 504).map(status -> AwsStub.of(status, "<html>")),
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
    void transientFailuresAreRetried(AwsStub.Answer answer) {
        stub.answers(answer, answer, AwsStub.of(200, "{\"Item\":{\"n\":{\"N\":\"1\"}}}"));
        assertThat(call(PATIENT)).isNotEmpty();
        assertThat(stub.seen()).hasSize(3);
    }

    /** The SDK's own strategy has a quota: after 50 or 100 failures, no call would be retried for a while. */
    @Test
    void failuresOfOtherCallsCostNoCallItsAttempts() {
        DynamoDbClient dynamoDb = clients(stub.endpoint(), PATIENT, CREDENTIALS).dynamoDb();
        Table table = new Table(dynamoDb, "t", "the table", Runnable::run);
        stub.answers(AwsStub.of(400, "{\"__type\":\"ThrottlingException\"}"));
        IntStream.range(0, 100)
                .forEach(i -> assertThatThrownBy(() -> table.get(KEY)).isInstanceOf(UnavailableException.class));
        assertThat(stub.seen()).hasSize(300);
    }

    @Test
    void aLongRetryAfterOfAServerIsIgnored() {
        stub.answers(AwsStub.of(503, Map.of("Retry-After", "3600"), "{}"), EMPTY);
        assertThat(call(PATIENT)).isEmpty();
    }

    @Test
    void theLastAttemptsRefusalIsThrown() {
        stub.answers(AwsStub.of(400, "{\"__type\":\"ThrottlingException\",\"message\":\"too fast\"}"));
        assertThat(refusal()).hasMessage("dynamodb refused GetItem with 400 ThrottlingException: too fast");
        assertThat(stub.seen()).hasSize(3);
    }

    @Test
    void aFailureHasThoseOfEarlierAttempts() {
        stub.answers(
                AwsStub.of(500, "{\"__type\":\"InternalServerError\"}"),
                AwsStub.of(400, "{\"__type\":\"ThrottlingException\"}"),
                AwsStub.of(400, "{\"__type\":\"AccessDeniedException\"}"));
        AwsRefusedException refused = refusal();
        assertThat(refused.code()).isEqualTo("AccessDeniedException");
        assertThat(refused.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "dynamodb refused GetItem with 500 InternalServerError",
                        "dynamodb refused GetItem with 400 ThrottlingException");
    }

    @Test
    void aMissingAnswerIsAmongTheEarlierFailures() {
        stub.answers(stub.never(), AwsStub.of(503, "{}"));
        AwsException failure = failure(patience(Duration.ofSeconds(1), LONG, 2, AT_ONCE));
        assertThat(failure).hasMessage("dynamodb refused GetItem with 503");
        assertThat(failure.getSuppressed()).singleElement().satisfies(earlier -> assertThat(earlier)
                .hasMessageStartingWith("dynamodb did not answer GetItem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationException", "ResourceNotFoundException", "ExpiredTokenException"})
    void permanentFailuresAreNotRetried(String code) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + code + "\"}"), EMPTY);
        assertThat(refusal().code()).isEqualTo(code);
        assertThat(stub.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailedException", "TransactionCanceledException"})
    void failuresThatCallersExpectAreNotRetried(String code) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + code + "\"}"), EMPTY);
        assertThatThrownBy(() -> call(PATIENT))
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(code));
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        stub.answers(AwsStub.of(302, Map.of("Location", stub.endpoint() + "/else"), ""), EMPTY);
        assertThat(refusal().status()).isEqualTo(302);
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotJsonIsUnreadable() {
        stub.answers(AwsStub.of(200, "{\"a\":"), EMPTY);
        assertThat(call(PATIENT)).isEmpty();
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void aLateAnswerIsRetried() {
        stub.answers(stub.never(), EMPTY);
        assertThat(call(patience(Duration.ofSeconds(1), LONG, 3, AT_ONCE))).isEmpty();
        assertThat(stub.seen()).hasSize(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aMissingAnswerIsReportedAsSuch() {
        stub.answers(stub.never());
        assertThat(failure(patience(SHORT, LONG, 2, AT_ONCE)))
                .isExactlyInstanceOf(AwsException.class)
                .hasMessageStartingWith("dynamodb did not answer GetItem: ");
        assertThat(stub.seen()).hasSize(2);
    }

    @Test
    void anUnreachableEndpointIsReportedWithItsCause() {
        Throwable failure = catchThrowable(() -> call(URI.create("http://localhost:1"), PATIENT, CREDENTIALS));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getCause())
                .hasMessageStartingWith("dynamodb did not answer GetItem: Connection refused")
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "half", "drip"})
    void noCallOutlastsItsDeadline(String how) {
        stub.answers(EMPTY);
        call(PATIENT); // loads everything that a first call needs
        stub.seen().clear();
        stub.answers(
                switch (how) {
                    case "drip" -> stub.drip();
                    case "half" -> stub.half();
                    default -> stub.never();
                });
        long start = System.nanoTime();
        assertThat(failure(patience(LONG, SHORT, 100, AT_ONCE))).isExactlyInstanceOf(AwsException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        assertThat(stub.seen()).hasSize(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void noAttemptStartsAfterAWaitBeyondTheDeadline() {
        stub.answers(AwsStub.of(503, "{}"));
        assertThat(failure(patience(LONG, Duration.ofSeconds(2), 100, Duration.ofMillis(200))))
                .isInstanceOf(AwsRefusedException.class);
        assertThat(stub.seen()).hasSizeBetween(2, 20);
    }

    @Test
    void anInterruptedWaitFailsAtOnceAndTheThreadStaysInterrupted() {
        stub.answers(AwsStub.of(503, "{}"));
        Thread.currentThread().interrupt();
        Throwable failure = catchThrowable(() -> call(patience(LONG, LONG, 3, Duration.ofSeconds(5))));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(stub.seen()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheyAreRequestedOnce() {
        List<String> asked = new ArrayList<>();
        AwsCredentialsProvider none = () -> {
            asked.add("once");
            throw SdkClientException.create("none here");
        };
        assertThatThrownBy(() -> call(stub.endpoint(), PATIENT, none))
                .isInstanceOf(UnavailableException.class)
                .cause()
                .hasMessage("dynamodb did not answer GetItem: none here");
        assertThat(asked).hasSize(1);
        assertThat(stub.seen()).isEmpty();
    }

    /** Accepts connections one by one, and closes each after one answer that promises to keep it alive. */
    private static int connectionsOfTwoCalls(ServerSocket server) throws IOException {
        for (int connections = 1; ; connections++) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                StringBuilder text = new StringBuilder();
                while (text.indexOf("QueueUrl\":\"q\"") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        return connections;
                    }
                    text.append((char) next);
                }
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
                if (connections == 2) {
                    return connections;
                }
            }
        }
    }

    @Test
    void aKeptAliveConnectionThatTheServerHasClosedCausesNoFailure() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> connections = CompletableFuture.supplyAsync(() -> {
                try {
                    return connectionsOfTwoCalls(server);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            AwsClients clients = clients(URI.create("http://localhost:" + server.getLocalPort()), PATIENT, CREDENTIALS);
            clients.sqs().purgeQueue(purge -> purge.queueUrl("q"));
            clients.sqs().purgeQueue(purge -> purge.queueUrl("q"));
            assertThat(connections.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void noFailureContainsASecret() {
        String quoting =
                "The request signature we calculated does not match.\\n\\nThe Canonical String for this request"
                        + " should have been\\n'POST\\nx-amz-security-token:token-of-a-test'";
        List<AwsStub.Answer> answers = List.of(
                AwsStub.of(403, "{\"__type\":\"InvalidSignatureException\",\"message\":\"" + quoting + "\"}"),
                AwsStub.of(403, "{\"__type\":\"SignatureDoesNotMatch\",\"message\":\"" + quoting + "\"}"),
                AwsStub.of(
                        400, "{\"__type\":\"ValidationException\",\"message\":\"Value 'token-of-a-test' is wrong\"}"),
                AwsStub.of(403, "Authorization token-of-a-test AWS4-HMAC-SHA256"),
                stub.never(),
                AwsStub.of(200, "token-of-a-test"),
                AwsStub.of(200, "{\"Item\":{\"n\":\"token-of-a-test\"}}"));
        for (AwsStub.Answer answer : answers) {
            for (int attempts : new int[] {1, 2}) {
                stub.answers(answer);
                assertThatThrownBy(() -> call(patience(SHORT, LONG, attempts, AT_ONCE)))
                        .satisfies(failure -> assertThat(whole(failure))
                                .doesNotContain(
                                        "secret-of-a-test", "token-of-a-test", "AWS4-HMAC-SHA256", "Authorization")
                                .doesNotContain("software.amazon.awssdk.core.exception"));
            }
        }
    }

    private static String whole(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** SQS gives its errors the names of its older protocol. */
    @ParameterizedTest
    @CsvSource({
        "KmsThrottled, KMS.ThrottlingException, 3",
        "QueueDoesNotExist, AWS.SimpleQueueService.NonExistentQueue, 1"
    })
    void codesOfSqssOlderProtocolMeanTheSame(String shape, String code, int attempts) {
        stub.answers(AwsStub.of(
                400,
                Map.of("x-amzn-query-error", code + ";Sender"),
                "{\"__type\":\"com.amazonaws.sqs#" + shape + "\",\"message\":\"\"}"));
        Queue queue = new Queue(clients(stub.endpoint(), PATIENT, CREDENTIALS).sqs(), "q", "the queue");
        assertThat(catchThrowable(() -> queue.delete(List.of())))
                .isInstanceOf(attempts > 1 ? UnavailableException.class : ServiceRefusalException.class);
        assertThat(stub.seen()).hasSize(attempts);
    }

    /** The builder is one that a framework has created for its own client. */
    @Test
    void aFrameworksBuilderIsConfiguredAndKeepsItsInterceptors() {
        List<String> seen = new ArrayList<>();
        ExecutionInterceptor listener = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                seen.add("called");
            }
        };
        stub.answers(AwsStub.of(503, "{}"));
        DynamoDbClient dynamoDb = clients(stub.endpoint(), PATIENT, CREDENTIALS)
                .configure(DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(override ->
                                override.addExecutionInterceptor(listener).apiCallTimeout(SHORT)))
                .build();
        assertThatThrownBy(() -> new Table(dynamoDb, "t", "the table", Runnable::run).get(KEY))
                .isInstanceOf(UnavailableException.class);
        assertThat(seen).containsExactly("called");
        assertThat(stub.seen()).hasSize(3);
        assertThat(dynamoDb.serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
                .hasValue(LONG);
    }

    private static AwsClients ofFunction(Map<String, String> environment) {
        return AwsClients.ofFunction(new FunctionVariables(environment::get));
    }

    @Test
    void aFunctionsAttemptTakesThreeSecondsAndItsCallEight() {
        assertThat(ofFunction(Map.of("AWS_REGION", "eu-central-1")).dynamoDb().serviceClientConfiguration())
                .satisfies(configuration -> {
                    assertThat(configuration.overrideConfiguration().apiCallAttemptTimeout())
                            .hasValue(Duration.ofSeconds(3));
                    assertThat(configuration.overrideConfiguration().apiCallTimeout())
                            .hasValue(Duration.ofSeconds(8));
                    assertThat(configuration
                                    .overrideConfiguration()
                                    .retryStrategy()
                                    .orElseThrow()
                                    .maxAttempts())
                            .isEqualTo(3);
                });
        assertThat(ofFunction(Map.of("AWS_REGION", "eu-central-1", "INGESTLAYER_AWS_TIMEOUT", "7s"))
                        .sqs()
                        .serviceClientConfiguration()
                        .overrideConfiguration()
                        .apiCallAttemptTimeout())
                .hasValue(Duration.ofSeconds(7));
    }

    @Test
    void aServicesOwnEndpointTakesPrecedence() {
        AwsClients clients = ofFunction(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", "http://localhost:1",
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://localhost:2"));
        assertThat(clients.bedrock(LONG).get().serviceClientConfiguration().endpointOverride())
                .hasValue(URI.create("http://localhost:2"));
        assertThat(clients.dynamoDb().serviceClientConfiguration().endpointOverride())
                .hasValue(URI.create("http://localhost:1"));
        assertThat(ofFunction(Map.of("AWS_REGION", "eu-central-1"))
                        .ssm()
                        .serviceClientConfiguration()
                        .endpointOverride())
                .isEmpty();
    }

    @Test
    void clientsNeedARegion() {
        assertThatThrownBy(() -> ofFunction(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not set: AWS_REGION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:8000", "ftp://localhost", "http:///path", "not a URL"})
    void anEndpointThatIsNotAUrlIsRejected(String url) {
        AwsClients clients = ofFunction(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SQS", url));
        assertThat(catchThrowableOfType(IllegalStateException.class, clients::sqs))
                .hasMessage("AWS_ENDPOINT_URL_SQS: expected a URL of http or https, found \"" + url + "\"");
    }

    static final List<Consumer<AwsClients>> BUILT_ONCE = List.of(
            clients -> assertThat(clients.dynamoDb()).isSameAs(clients.dynamoDb()),
            clients -> assertThat(clients.sqs()).isSameAs(clients.sqs()),
            clients -> assertThat(clients.ssm()).isSameAs(clients.ssm()));

    @ParameterizedTest
    @FieldSource("BUILT_ONCE")
    void aClientIsBuiltOnce(Consumer<AwsClients> check) {
        check.accept(ofFunction(Map.of("AWS_REGION", "eu-central-1")));
    }
}
