package com.ingestlayer.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways in which the senders of webhooks sign them. Thread-safe. */
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

    /** The scheme of that name. */
    public static Optional<SignatureScheme> named(String text) {
        return Stream.of(values()).filter(scheme -> scheme.text.equals(text)).findFirst();
    }

    /** Its name as operators write it, such as {@code standard-webhooks}. */
    public String text() {
        return text;
    }

    /**
     * Checks that a webhook comes from who knows the secret.
     *
     * @param body the very bytes that came
     * @param now decides whether a signature with a timestamp is still, or already, good
     * @throws InvalidSignatureException with the reason, when it does not
     */
    public void verify(Headers headers, byte[] body, SigningSecret secret, Instant now)
            throws InvalidSignatureException {
        verifier.verify(headers, body, secret, now);
    }
}
