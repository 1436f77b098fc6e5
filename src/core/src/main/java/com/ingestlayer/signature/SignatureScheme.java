package com.ingestlayer.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The schemes by which senders sign their webhooks. Thread-safe. */
public enum SignatureScheme {
    /** {@code X-Ingest-Signature: sha256=<hex>}, or the bare hex. */
    INGESTLAYER("ingestlayer", new BodySignature("X-Ingest-Signature", true)),
    /** {@code Stripe-Signature: t=<unix seconds>,v1=<hex>}. */
    STRIPE("stripe", new StripeSignature()),
    /** {@code X-Hub-Signature-256: sha256=<hex>}. */
    GITHUB("github", new BodySignature("X-Hub-Signature-256", false)),
    /** {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature: v1,<base 64>}. */
    STANDARD_WEBHOOKS("standard-webhooks", new StandardWebhooksSignature());

    private final String text;
    private final Verifier verifier;

    SignatureScheme(String text, Verifier verifier) {
        this.text = text;
        this.verifier = verifier;
    }

    /** Returns the scheme of that name; empty if there is none. */
    public static Optional<SignatureScheme> named(String text) {
        return Stream.of(values()).filter(scheme -> scheme.text.equals(text)).findFirst();
    }

    /** Returns the name that operators use, such as {@code standard-webhooks}. */
    public String text() {
        return text;
    }

    /**
     * Checks that a webhook comes from a sender that knows the secret.
     *
     * @param body the bytes of the body, as they were received
     * @param now the current time, which decides whether the timestamp of a signature is recent
     * @throws InvalidSignatureException with the reason, if the webhook does not come from such a sender
     */
    public void verify(Headers headers, byte[] body, SigningSecret secret, Instant now)
            throws InvalidSignatureException {
        verifier.verify(headers, body, secret, now);
    }
}
