package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.signature.SigningSecret;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A few recorded answers of the parameter store stand in for it, behind the real client. */
class SsmSecretsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer store;
    private final SsmSecrets secrets;
    private volatile int status = 200;
    private volatile String answer = parameter("first");

    SsmSecretsTest() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        store.start();
        SsmClient client = SsmClient.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + store.getAddress().getPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        secrets = new SsmSecrets(client, "/stack/secrets/", clock);
    }

    @AfterEach
    void stop() {
        store.stop(0);
    }

    private static String parameter(String value) {
        return "{\"Parameter\":{\"Name\":\"x\",\"Type\":\"SecureString\",\"Value\":\"" + value + "\",\"Version\":1}}";
    }

    @Test
    void aSecretIsReadDecryptedFromUnderThePath() {
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        assertThat(asked).singleElement().satisfies(request -> assertThat(request)
                .contains("\"Name\":\"/stack/secrets/acme-webhook\"")
                .contains("\"WithDecryption\":true"));
    }

    @Test
    void aChangedSecretIsUsedWithinFiveMinutes() {
        secrets.find("acme-webhook");
        answer = parameter("second");
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aChangedSecretIsFoundWithinTenSecondsWhereTheOldOneDoesNotFit() {
        secrets.find("acme-webhook");
        answer = parameter("second");
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepAChangedSecret() {
        secrets.find("acme-webhook");
        answer = parameter("second");
        clock.advance(Duration.ofHours(-1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
    }

    @Test
    void aSecretThatIsNotSetIsNotFound() {
        status = 400;
        answer = "{\"__type\":\"ParameterNotFound\"}";
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailableUnlessTheSecretIsKnown() {
        status = 500;
        answer = "{}";
        assertThatThrownBy(() -> secrets.find("acme-webhook")).isInstanceOf(UnavailableException.class);
        status = 200;
        answer = parameter("first");
        secrets.find("acme-webhook");
        status = 500;
        clock.advance(Duration.ofHours(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
    }

    @Test
    void aBlankParameterIsNoSecret() {
        answer = parameter(" ");
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }
}
