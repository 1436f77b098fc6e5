package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * The value of {@code X-Ingestlayer-Signature}: {@code t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}, with
 * one {@code v1} for each secret. The form is Stripe's (docs.stripe.com/webhooks, "Verify webhook signatures manually"), so
 * that their verifiers take it as it is. Thread-safe.
 */
public final class WebhookSignature {
    /** The header it stands in. */
    public static final String HEADER = "X-Ingestlayer-Signature";

    private WebhookSignature() {}

    /**
     * Signs one attempt.
     *
     * @param secrets every active one, at least one; a receiver needs to know any of them
     * @param body the very bytes that are sent
     * @param at the moment of the attempt; receivers refuse old ones
     */
    public static String sign(List<SigningSecret> secrets, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        StringBuilder value = new StringBuilder(96).append("t=").append(timestamp);
        for (SigningSecret secret : secrets) {
            value.append(",v1=").append(HexFormat.of().formatHex(hmac(secret, timestamp, body)));
        }
        return value.toString();
    }

    /** What stands after {@code v1=}, as bytes. */
    static byte[] hmac(SigningSecret secret, String timestamp, byte[] body) {
        return HmacSha256.sign(secret.value().getBytes(UTF_8), (timestamp + ".").getBytes(US_ASCII), body);
    }
}
