package com.ingestlayer.destination.webhook;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.signature.StandardWebhooks;
import com.ingestlayer.signature.WebhookSignature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a webhook proves where it comes from. It holds the names of secrets, never a secret. Immutable and thread-safe.
 */
public sealed interface Auth {
    /** Returns the names of the secrets that are used, the newest first. */
    List<String> secretNames();

    /** Returns why one of these secrets cannot be used, as a phrase that follows its name; empty if it can be used. */
    Optional<String> weakness(SigningSecret secret);

    /**
     * Returns the authentication headers of one attempt.
     *
     * @param secrets the secrets named by {@link #secretNames()}, in that order, none with a {@link #weakness}
     * @param deliveryId the id of the delivery, which is the same at each attempt
     * @param body the exact bytes that are sent
     * @param at the time of the attempt
     */
    Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at);

    /** No authentication headers are sent. */
    record None() implements Auth {
        @Override
        public List<String> secretNames() {
            return List.of();
        }

        @Override
        public Optional<String> weakness(SigningSecret secret) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at) {
            return Map.of();
        }
    }

    /** The secret is sent as {@code Authorization: Bearer <the secret>}. */
    record Bearer(String secretName) implements Auth {
        static final String HEADER = "Authorization";

        /** The characters that a header value may contain (RFC 9110 section 5.5). */
        private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

        public Bearer {
            requireNonNull(secretName, "secretName is null");
        }

        @Override
        public List<String> secretNames() {
            return List.of(secretName);
        }

        @Override
        public Optional<String> weakness(SigningSecret secret) {
            return PRINTABLE.matcher(secret.value()).matches()
                    ? secret.weakness()
                    : Optional.of("is no bearer token: it has characters that no header can carry");
        }

        @Override
        public Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at) {
            return Map.of(HEADER, "Bearer " + secrets.get(0).value());
        }
    }

    /** The body is signed in {@code X-Ingestlayer-Signature}, with one {@code v1} per secret. */
    record Hmac(List<String> secretNames) implements Auth {
        public Hmac {
            secretNames = List.copyOf(secretNames);
        }

        @Override
        public Optional<String> weakness(SigningSecret secret) {
            return secret.weakness();
        }

        @Override
        public Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at) {
            return Map.of(WebhookSignature.HEADER, WebhookSignature.sign(secrets, body, at));
        }
    }

    /**
     * The body is signed in {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, with one item
     * per secret.
     */
    record Standard(List<String> secretNames) implements Auth {
        public Standard {
            secretNames = List.copyOf(secretNames);
        }

        @Override
        public Optional<String> weakness(SigningSecret secret) {
            return StandardWebhooks.weakness(secret);
        }

        @Override
        public Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at) {
            return StandardWebhooks.headers(deliveryId, secrets, body, at);
        }
    }
}
