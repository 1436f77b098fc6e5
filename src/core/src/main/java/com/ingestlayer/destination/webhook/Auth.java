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

/** How a webhook proves where it comes from. Holds the names of secrets, never a secret. Thread-safe. */
public sealed interface Auth {
    /** The secrets the proof is made with, the newest first. */
    List<String> secretNames();

    /** Why one of these secrets cannot be used, in words that go on after its name; empty when it can. */
    Optional<String> weakness(SigningSecret secret);

    /**
     * The proof of one attempt.
     *
     * @param secrets those of {@link #secretNames()}, in that order, none with a {@link #weakness}
     * @param deliveryId the same at each attempt
     * @param body the very bytes that are sent
     * @param at the moment of the attempt
     */
    Map<String, String> headers(List<SigningSecret> secrets, String deliveryId, byte[] body, Instant at);

    /** Nothing is sent. */
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

    /** {@code Authorization: Bearer <the secret>}. */
    record Bearer(String secretName) implements Auth {
        static final String HEADER = "Authorization";

        /** What the value of a header may hold (RFC 9110 section 5.5). */
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

    /** {@code X-Ingestlayer-Signature}, with one {@code v1} for each secret. */
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

    /** {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, with one item for each secret. */
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
