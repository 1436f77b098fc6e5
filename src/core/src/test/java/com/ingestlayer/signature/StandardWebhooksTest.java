package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {
    private static final String ID = "dlv_01KDVM5Q00ABCDEFGHJKMNPQRS";
    private static final Instant AT = Instant.parse("2026-01-31T10:00:00.9Z");
    private static final byte[] BODY = "{\"ü\":1}".getBytes(UTF_8);

    static Stream<SignatureVector> vectors() throws Exception {
        return SignatureVector.standardWebhooks();
    }

    private static String base64(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static SigningSecret secret(String text) {
        return new SigningSecret(text);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsLikeThePublishedVectors(SignatureVector vector) {
        assertThat(StandardWebhooks.headers(vector.id(), vector.signingSecrets(), vector.bodyBytes(), vector.at()))
                .isEqualTo(Map.of(
                        "webhook-id", vector.id(),
                        "webhook-timestamp", Long.toString(vector.timestamp()),
                        "webhook-signature", vector.signature()));
    }

    @Test
    void eachOfSeveralSecretsVerifiesTheRequest() {
        List<SigningSecret> secrets = List.of(secret("whsec_" + base64(24)), secret(base64(64)));
        Map<String, String> headers = StandardWebhooks.headers(ID, secrets, BODY, AT);
        assertThat(headers.get("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
        for (SigningSecret secret : secrets) {
            assertThatCode(() -> SignatureScheme.STANDARD_WEBHOOKS.verify(
                            name -> Optional.ofNullable(headers.get(name)), BODY, secret, AT))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void thePublicKeyVerifiesWhatThePrivateKeySigned(SignatureVector vector) throws Exception {
        if (vector.publicKey().isEmpty()) {
            return;
        }
        byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] raw = Base64.getDecoder().decode(vector.publicKey().substring("whpk_".length()));
        byte[] encoded = Arrays.copyOf(spki, spki.length + raw.length);
        System.arraycopy(raw, 0, encoded, spki.length, raw.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        String signatures =
                StandardWebhooks.headers(ID, vector.signingSecrets(), BODY, AT).get("webhook-signature");
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update((ID + "." + AT.getEpochSecond() + ".").getBytes(UTF_8));
        verifier.update(BODY);
        assertThat(verifier.verify(Base64.getDecoder().decode(signatures.substring(signatures.indexOf("v1a,") + 4))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
                "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
            })
    void aSecretInAnyValidFormIsUsable(String text) {
        assertThat(StandardWebhooks.weakness(secret(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_",
                "whsk_",
                "whsec_local_development",
                "a sentence that is long enough to be a secret",
                "whsec_größergrößergrößergrößer",
                "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsk_not*base64",
                "whpk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
            })
    void aMalformedSecretIsReportedWithoutBeingShown(String text) {
        assertThat(StandardWebhooks.weakness(secret(text)).orElseThrow())
                .startsWith("is ")
                .doesNotContain("größer", "local", "sentence", "MfKQ", "VEVT", "not*");
    }

    @Test
    void twentyFourBytesAreTheMinimum() {
        assertThat(StandardWebhooks.weakness(secret(base64(23))).orElseThrow())
                .isEqualTo("is too short: Standard Webhooks asks for at least 24 bytes before base 64");
        assertThat(StandardWebhooks.weakness(secret(base64(24)))).isEmpty();
    }
}
