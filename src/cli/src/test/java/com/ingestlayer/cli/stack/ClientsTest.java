package com.ingestlayer.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.aws.keys.DynamoDbKeyRegistry;
import com.ingestlayer.cli.failure.AwsErrors;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ClientsTest {
    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));
    private static final Map<String, String> NOTHING = Map.of();

    private final List<Headers> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final URI endpoint;
    private volatile int status = 200;
    private volatile String answer = "{}";

    ClientsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestHeaders());
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        endpoint = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void call(
            AwsCredentialsProvider credentials, Map<String, URI> endpoints, Map<String, String> environment) {
        DynamoDbClient dynamoDb =
                new Clients(credentials, Region.EU_CENTRAL_1, endpoints, environment::get, 1).dynamoDb();
        new DynamoDbKeyRegistry(dynamoDb, "keys").list();
    }

    private void call(AwsCredentialsProvider credentials) {
        call(credentials, Map.of("dynamodb", endpoint), NOTHING);
    }

    private static String reason(Runnable call) {
        return AwsErrors.reason(catchThrowable(call::run)).orElseThrow();
    }

    @Test
    void callsAreSignedWithTheCredentialsOfTheSdk() {
        call(KEYS);
        assertThat(asked.get(0).getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/eu-central-1/dynamodb/aws4_request");
        assertThat(asked.get(0)).doesNotContainKey("X-amz-security-token");
    }

    @Test
    void temporaryCredentialsSendTheirToken() {
        call(StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", "secret", "token")));
        assertThat(asked.get(0).getFirst("X-Amz-Security-Token")).isEqualTo("token");
    }

    @Test
    void theEnvironmentMaySetTheEndpointOfAService() {
        call(KEYS, Map.of(), Map.of("AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString()));
        assertThat(asked).hasSize(1);
    }

    @Test
    void anInvalidEndpointIsAUsageError() {
        CommandException failure = catchThrowableOfType(
                CommandException.class,
                () -> call(KEYS, Map.of(), Map.of("AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000")));
        assertThat(failure).hasMessageContainingAll("AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | AccessDeniedException | not you, sorry | access denied: not you, sorry",
                "400 | ExpiredTokenException | it was long ago | the AWS credentials were not accepted"
                        + " (ExpiredTokenException): sign in again, or name a --profile",
                "400 | InvalidSignatureException | Signature expired: 20260131T100000Z is now earlier than 20260131T110000Z"
                        + " | this machine's clock is wrong: Signature expired: 20260131T100000Z is now earlier than"
                        + " 20260131T110000Z",
                "400 | ResourceNotFoundException | Requested resource not found"
                        + " | ResourceNotFoundException: Requested resource not found",
                "500 | InternalServerError | '' | InternalServerError",
                "502 | '' | '' | dynamodb refused Scan with 502",
            })
    void refusalsAreExplainedInPlainWords(int status, String code, String message, String words) {
        this.status = status;
        answer = "{\"__type\":\"com.amazon#" + code + "\",\"message\":\"" + message + "\"}";
        assertThat(reason(() -> call(KEYS))).isEqualTo(words);
    }

    @Test
    void anEndpointThatNobodyListensAtIsReported() {
        assertThat(reason(() -> call(KEYS, Map.of("dynamodb", URI.create("http://localhost:1")), NOTHING)))
                .isEqualTo("nothing takes connections there");
    }

    @Test
    void anUnknownHostIsReportedByName() {
        assertThat(reason(() -> call(KEYS, Map.of("dynamodb", URI.create("http://nowhere.invalid")), NOTHING)))
                .isEqualTo("there is no host nowhere.invalid");
    }

    @Test
    void missingCredentialsAreReportedWithTheWaysToGetThem() {
        AwsCredentialsProvider none = AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create("not here");
        });
        assertThat(reason(() -> call(none)))
                .isEqualTo("no AWS credentials were found: sign in, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " or name a --profile");
        assertThat(asked).isEmpty();
    }
}
