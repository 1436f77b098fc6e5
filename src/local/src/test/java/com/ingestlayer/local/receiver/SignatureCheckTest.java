package com.ingestlayer.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the vector that the libraries of Standard Webhooks share. */
class SignatureCheckTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String OTHER = "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final long SIGNED_AT = 1614265330;

    private static String check(String secret, String signature, long now, String body) {
        Map<String, String> headers = Map.of(
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                Long.toString(SIGNED_AT),
                "webhook-signature",
                signature);
        return new SignatureCheck(secret, Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC))
                .check(headers::get, body.getBytes(UTF_8));
    }

    private static String check(String signature) {
        return check(SECRET, signature, SIGNED_AT, "{\"test\": 2432232314}");
    }

    @Test
    void aSignatureOfStandardWebhooksIsValidAmongOthersToo() {
        assertThat(check(GOOD)).isEqualTo("valid");
        assertThat(check(OTHER + " v1a,AAAA " + GOOD)).isEqualTo("valid");
    }

    @Test
    void anotherBodyAnotherSecretOrAnotherTimeIsNot() {
        assertThat(check(OTHER)).isEqualTo("invalid");
        assertThat(check(SECRET, GOOD, SIGNED_AT, "{}")).isEqualTo("invalid");
        assertThat(check("whsec_" + "A".repeat(32), GOOD, SIGNED_AT, "{\"test\": 2432232314}"))
                .isEqualTo("invalid");
        assertThat(check("whsec_local_development", GOOD, SIGNED_AT, "{\"test\": 2432232314}"))
                .isEqualTo("invalid");
        assertThat(check(SECRET, GOOD, SIGNED_AT + 300, "{\"test\": 2432232314}"))
                .isEqualTo("valid");
        assertThat(check(SECRET, GOOD, SIGNED_AT + 301, "{\"test\": 2432232314}"))
                .isEqualTo("invalid");
    }

    @Test
    void whatOnlyAPublicKeyCouldCheckIsNotJudged() {
        assertThat(check("v1a,AAAA")).isEqualTo("none");
    }
}
