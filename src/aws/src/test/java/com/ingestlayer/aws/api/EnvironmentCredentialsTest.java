package com.ingestlayer.aws.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCredentialsTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration LIFE = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock(START);
    private final Map<String, String> environment = new HashMap<>();
    private final Credentials.Source source = new EnvironmentCredentials(environment::get, clock);
    private AwsStub container;

    @BeforeEach
    void start() throws IOException {
        container = new AwsStub();
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.endpoint() + "/v1/credentials");
    }

    @AfterEach
    void stop() {
        container.close();
    }

    private static AwsStub.Answer credentials(String key) {
        return AwsStub.of(
                200,
                "{\"AccessKeyId\":\"" + key + "\",\"SecretAccessKey\":\"s-" + key + "\",\"Token\":\"t-" + key
                        + "\",\"Expiration\":\"" + START.plus(LIFE) + "\"}");
    }

    private static Credentials expected(String key) {
        return new Credentials(key, "s-" + key, Optional.of("t-" + key));
    }

    @Test
    void keysInTheEnvironmentComeFirst() {
        environment.put("AWS_ACCESS_KEY_ID", "AKID");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        assertThat(source.current()).isEqualTo(new Credentials("AKID", "secret", Optional.empty()));
        environment.put("AWS_SESSION_TOKEN", "token");
        assertThat(source.current()).isEqualTo(new Credentials("AKID", "secret", Optional.of("token")));
        assertThat(container.seen()).isEmpty();
    }

    @Test
    void aContainersCredentialsAreAskedForWithItsToken() {
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
        container.answers(credentials("A"));
        assertThat(source.current()).isEqualTo(expected("A"));
        assertThat(container.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.path()).isEqualTo("/v1/credentials");
            assertThat(seen.headers().getFirst("Authorization")).isEqualTo("let me in");
        });
    }

    @Test
    void aTokenInAFileComesFirstAndIsReadEachTime(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("token"), "first\n");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "not this one");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
        container.answers(credentials("A"));
        source.current();
        Files.writeString(file, "second\n");
        clock.advance(LIFE);
        container.answers(AwsStub.of(500, ""));
        assertThatThrownBy(source::current).isInstanceOf(AwsException.class);
        assertThat(container.seen())
                .extracting(seen -> seen.headers().getFirst("Authorization"))
                .containsExactly("first", "second");
    }

    @Test
    void withoutATokenNoneIsSent() {
        container.answers(credentials("A"));
        source.current();
        assertThat(container.seen().get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void credentialsAreAskedForAnewFiveMinutesBeforeTheyExpire() {
        container.answers(credentials("A"), credentials("B"));
        assertThat(source.current()).isEqualTo(expected("A"));
        clock.advance(LIFE.minusMinutes(5).minusMillis(1));
        assertThat(source.current()).isEqualTo(expected("A"));
        clock.advance(Duration.ofMillis(1));
        assertThat(source.current()).isEqualTo(expected("B"));
        assertThat(container.seen()).hasSize(2);
    }

    @Test
    void oldCredentialsDoWhileTheyLastAndNewOnesAreAskedForEveryTenSeconds() {
        container.answers(credentials("A"), AwsStub.of(500, "busy"));
        source.current();
        clock.advance(LIFE.minusMinutes(5));
        assertThat(source.current()).isEqualTo(expected("A"));
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(source.current()).isEqualTo(expected("A"));
        assertThat(container.seen()).hasSize(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(source.current()).isEqualTo(expected("A"));
        assertThat(container.seen()).hasSize(3);
        clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(source::current).isInstanceOf(AwsException.class);
    }

    @Test
    void credentialsThatHaveExpiredAreNeverUsedAndNewOnesAreAskedForEachTime() {
        container.answers(AwsStub.of(500, "busy"), AwsStub.of(500, "busy"), credentials("A"));
        assertThatThrownBy(source::current).isInstanceOf(AwsException.class);
        assertThatThrownBy(source::current)
                .isInstanceOf(AwsException.class)
                .hasMessage("the role's credentials could not be had");
        assertThat(source.current()).isEqualTo(expected("A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s-A\"}",
                "{\"AccessKeyId\":\"A\",\"Expiration\":\"2026-01-31T11:00:00Z\"}",
                "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s-A\",\"Expiration\":\"tomorrow\"}",
            })
    void anAnswerWithoutCredentialsIsNone(String answer) {
        container.answers(AwsStub.of(200, answer));
        assertThatThrownBy(source::current)
                .isInstanceOf(AwsException.class)
                .hasMessage("the role's credentials could not be had")
                .satisfies(failure -> assertThat(failure.getCause()).asString().doesNotContain("s-A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "file:///etc/hosts", "http://localhost:1/"})
    void anAddressThatGivesNoneIsToldAsSuch(String address) {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
        assertThatThrownBy(source::current)
                .isInstanceOf(AwsException.class)
                .hasMessage("the role's credentials could not be had");
    }

    @Test
    void withoutKeysAndAddressThereAreNone() {
        environment.clear();
        assertThatThrownBy(source::current)
                .isInstanceOf(AwsException.class)
                .hasMessage("no AWS credentials are in the environment");
    }
}
