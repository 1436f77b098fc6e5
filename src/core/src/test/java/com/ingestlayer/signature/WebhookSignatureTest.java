package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    /** Computed with openssl: {@code printf '%s.%s' "$t" "$body" | openssl dgst -sha256 -hmac "$secret"}. */
    static Stream<SignatureVector> vectors() throws Exception {
        return SignatureVector.ownScheme();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsLikeThePublishedVectors(SignatureVector vector) {
        assertThat(WebhookSignature.sign(vector.signingSecrets(), vector.bodyBytes(), vector.at()))
                .isEqualTo(vector.signature());
    }

    @Test
    void thereIsOneV1PerSecretInOrder() {
        SigningSecret first = new SigningSecret("whsec_the_first_one");
        SigningSecret second = new SigningSecret("whsec_the_second_one");
        byte[] body = "{}".getBytes(UTF_8);
        Instant at = Instant.ofEpochSecond(5, 999_999_999);
        String alone = WebhookSignature.sign(List.of(second), body, at);
        assertThat(WebhookSignature.sign(List.of(first, second), body, at))
                .matches("t=5,v1=[0-9a-f]{64},v1=[0-9a-f]{64}")
                .startsWith(WebhookSignature.sign(List.of(first), body, at))
                .endsWith(alone.substring(alone.indexOf(",v1=")));
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(new SigningSecret("whsec_very_secret").toString()).doesNotContain("very");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh0rt", "fifteen-bytes-x", "üüüüüüü"})
    void aSecretOfFewerThanSixteenBytesIsTooShort(String secret) {
        assertThat(new SigningSecret(secret).weakness().orElseThrow())
                .contains("is too short: it needs at least 16 bytes")
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sixteen-bytes-xx", "üüüüüüüü", "whsec_local_development"})
    void aSecretOfSixteenBytesIsLongEnough(String secret) {
        assertThat(new SigningSecret(secret).weakness()).isEmpty();
    }
}
