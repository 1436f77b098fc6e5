package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;

/**
 * The value of {@code X-Ingestlayer-Signature}: {@code t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}. The
 * form is Stripe's (docs.stripe.com/webhooks, "Verify webhook signatures manually"), so that their verifiers take it as it
 * is. Thread-safe.
 */
public final class WebhookSignature {
    /** The header it stands in. */
    public static final String HEADER = "X-Ingestlayer-Signature";

    private WebhookSignature() {}

    /**
     * Signs one attempt.
     *
     * @param body the very bytes that are sent
     * @param at the moment of the attempt; receivers refuse old ones
     */
    public static String sign(SigningSecret secret, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        byte[] signature = HmacSha256.sign(secret.value().getBytes(UTF_8), (timestamp + ".").getBytes(US_ASCII), body);
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(signature);
    }
}
