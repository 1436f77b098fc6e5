package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.json.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WebhookSignatureTest {
    /** The vectors were computed with openssl: {@code printf '%s.%s' "$t" "$body" | openssl dgst -sha256 -hmac "$secret"}. */
    @TestFactory
    Stream<DynamicTest> signsAsThePublishedVectorsSay() throws Exception {
        var vectors = StrictJson.parse(Files.readAllBytes(Path.of("../contract/signature-vectors.json")));
        return StreamSupport.stream(vectors.path("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.path("name").asText(), () -> {
                    Instant at = Instant.ofEpochSecond(vector.path("timestamp").asLong());
                    SigningSecret secret =
                            new SigningSecret(vector.path("secret").asText());
                    byte[] body = vector.path("body").asText().getBytes(UTF_8);
                    assertThat(WebhookSignature.sign(secret, body, at))
                            .isEqualTo(vector.path("header").asText());
                }));
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(new SigningSecret("whsec_very_secret").toString()).doesNotContain("very");
    }
}
