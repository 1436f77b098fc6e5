package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsStub;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few recorded answers of the parameter store stand in for it, behind the real client. */
class SsmSecretsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final AwsStub store = new AwsStub();
    private final SsmSecrets secrets =
            new SsmSecrets(TestEngines.service(AwsProtocol.SSM, store.endpoint()), "/stack/secrets/", clock);

    SsmSecretsTest() throws IOException {
        store.answers(parameter("first"));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private static AwsStub.Answer parameter(String value) {
        return AwsStub.of(
                200,
                "{\"Parameter\":{\"Name\":\"x\",\"Type\":\"SecureString\",\"Value\":\"" + value + "\",\"Version\":1}}");
    }

    @Test
    void aSecretIsReadDecryptedFromUnderThePath() {
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        assertThat(store.seen()).singleElement().satisfies(seen -> assertThat(seen.body())
                .contains("\"Name\":\"/stack/secrets/acme-webhook\"")
                .contains("\"WithDecryption\":true"));
    }

    @Test
    void aChangedSecretIsUsedWithinFiveMinutes() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(store.seen()).hasSize(2);
    }

    @Test
    void aChangedSecretIsFoundWithinTenSecondsWhereTheOldOneDoesNotFit() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(store.seen()).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepAChangedSecret() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofHours(-1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
    }

    @Test
    void aSecretThatIsNotSetIsNotFound() {
        store.answers(AwsStub.of(400, "{\"__type\":\"ParameterNotFound\"}"));
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailableUnlessTheSecretIsKnown() {
        store.answers(AwsStub.of(500, "{}"));
        assertThatThrownBy(() -> secrets.find("acme-webhook")).isInstanceOf(UnavailableException.class);
        store.answers(parameter("first"));
        secrets.find("acme-webhook");
        store.answers(AwsStub.of(500, "{}"));
        clock.advance(Duration.ofHours(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
    }

    @Test
    void aBlankParameterIsNoSecret() {
        store.answers(parameter(" "));
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }
}
