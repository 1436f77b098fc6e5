package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.telemetry.FunctionVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Tests which credentials sign a function's calls. The SDK looks for the variables of a function's environment among
 * the system properties first, where a test can set them.
 */
class FunctionCredentialsTest {
    private final Map<String, String> before = new HashMap<>();
    private AwsStub container;
    private AwsStub service;

    @BeforeEach
    void start() throws IOException {
        container = new AwsStub();
        service = new AwsStub();
        service.answers(AwsStub.of(200, "{}"));
    }

    @AfterEach
    void stop() {
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
        container.close();
        service.close();
    }

    private void set(SdkSystemSetting setting, String value) {
        before.putIfAbsent(setting.property(), System.getProperty(setting.property()));
        System.setProperty(setting.property(), value);
    }

    private void setContainer() {
        set(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI, container.endpoint() + "/v1/credentials");
    }

    private Table table() {
        Map<String, String> environment = Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL",
                service.endpoint().toString());
        AwsClients clients = AwsClients.ofFunction(new FunctionVariables(environment::get));
        return new Table(clients.dynamoDb(), "t", "the table", Runnable::run);
    }

    private static AwsStub.Answer credentials(String key, Duration life) {
        return AwsStub.of(
                200,
                "{\"AccessKeyId\":\"" + key + "\",\"SecretAccessKey\":\"s-" + key + "\",\"Token\":\"t-" + key
                        + "\",\"Expiration\":\"" + Instant.now().plus(life) + "\"}");
    }

    private static void call(Table table) {
        table.get(Map.of("k", Attributes.text("v")));
    }

    private String keyOfCall(int call) {
        return service.seen().get(call).headers().getFirst("Authorization").replaceAll(".*Credential=([^/]*)/.*", "$1");
    }

    /** Makes one call in a separate process with the environment of a function. */
    static final class OneCall {
        private OneCall() {}

        public static void main(String[] args) {
            AwsClients clients = AwsClients.ofFunction(new FunctionVariables(System::getenv));
            new Table(clients.dynamoDb(), "t", "the table", Runnable::run).get(Map.of("k", Attributes.text("v")));
        }
    }

    @Test
    void keysInTheEnvironmentComeFirst() throws Exception {
        ProcessBuilder function = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneCall.class.getName());
        function.environment()
                .putAll(Map.of(
                        "AWS_REGION", "eu-central-1",
                        "AWS_ENDPOINT_URL", service.endpoint().toString(),
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI", container.endpoint() + "/v1/credentials",
                        "AWS_ACCESS_KEY_ID", "AKID",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_SESSION_TOKEN", "token"));
        assertThat(function.inheritIO().start().waitFor()).isZero();
        assertThat(keyOfCall(0)).isEqualTo("AKID");
        assertThat(service.seen().get(0).headers().getFirst("X-Amz-Security-Token"))
                .isEqualTo("token");
        assertThat(container.seen()).isEmpty();
    }

    @Test
    void containerCredentialsAreRequestedOnceWithTheToken() {
        setContainer();
        set(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN, "let me in");
        container.answers(credentials("A", Duration.ofHours(1)), credentials("B", Duration.ofHours(1)));
        Table table = table();
        call(table);
        call(table);
        assertThat(keyOfCall(0)).isEqualTo("A");
        assertThat(keyOfCall(1)).isEqualTo("A");
        assertThat(service.seen().get(0).headers().getFirst("X-Amz-Security-Token"))
                .isEqualTo("t-A");
        assertThat(container.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/v1/credentials");
            assertThat(seen.headers().getFirst("Authorization")).isEqualTo("let me in");
        });
    }

    /** The credentials of a snapshot have expired when it is a day old. */
    @Test
    void expiredContainerCredentialsAreRenewed() {
        setContainer();
        container.answers(credentials("A", Duration.ofSeconds(-1)), credentials("B", Duration.ofHours(1)));
        Table table = table();
        call(table);
        call(table);
        assertThat(keyOfCall(1)).isEqualTo("B");
    }

    @Test
    void anAnswerWithoutCredentialsFailsAndIsNotQuoted() {
        setContainer();
        container.answers(
                AwsStub.of(200, "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s-A\",\"Expiration\":\"soon\"}"));
        Throwable failure = catchThrowable(() -> call(table()));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getCause()).hasMessageNotContaining("s-A");
        assertThat(service.seen()).isEmpty();
    }

    @Test
    void withoutKeysAndContainerAddressNothingIsSent() {
        Throwable failure = catchThrowable(() -> call(table()));
        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.getCause()).hasMessageStartingWith("dynamodb did not answer GetItem: ");
        assertThat(service.seen()).isEmpty();
    }
}
