package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Creates the value of {@code X-Ingestlayer-Signature}:
 * {@code t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}, with one {@code v1} per secret. The format is
 * that of Stripe (docs.stripe.com/webhooks, "Verify webhook signatures manually"), so verifiers for Stripe accept it
 * unchanged. Thread-safe.
 */
public final class WebhookSignature {
    /** The name of the header. */
    public static final String HEADER = "X-Ingestlayer-Signature";

    private WebhookSignature() {}

    /**
     * Signs one attempt.
     *
     * @param secrets every active secret, at least one; a receiver needs to know any one of them
     * @param body the exact bytes that are sent
     * @param at the time of the attempt; receivers refuse old ones
     */
    public static String sign(List<SigningSecret> secrets, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        StringBuilder value = new StringBuilder(96).append("t=").append(timestamp);
        for (SigningSecret secret : secrets) {
            value.append(",v1=").append(HexFormat.of().formatHex(hmac(secret, timestamp, body)));
        }
        return value.toString();
    }

    /** Returns the value after {@code v1=}, as bytes. */
    static byte[] hmac(SigningSecret secret, String timestamp, byte[] body) {
        return HmacSha256.sign(secret.value().getBytes(UTF_8), (timestamp + ".").getBytes(US_ASCII), body);
    }
}
