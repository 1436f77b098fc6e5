package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key of Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, "Signature scheme"): base64, with
 * or without the prefix {@code whsec_}, for HMAC-SHA256; base64 with the prefix {@code whsk_} for ed25519. Thread-safe.
 */
sealed interface StandardWebhooksKey {
    String SYMMETRIC_PREFIX = "whsec_";
    String PRIVATE_PREFIX = "whsk_";

    /**
     * Returns one item of {@code webhook-signature}: the version of the scheme, a comma, and the signature in base64.
     */
    String sign(String id, String timestamp, byte[] body);

    /**
     * Reads a secret.
     *
     * @throws IllegalArgumentException if it is not a key. The message is a phrase that follows the secret's name and
     *     contains nothing of the secret
     */
    static StandardWebhooksKey of(SigningSecret secret) {
        String text = secret.value();
        return text.startsWith(PRIVATE_PREFIX) ? Ed25519.of(text.substring(PRIVATE_PREFIX.length())) : Hmac.of(text);
    }

    private static byte[] decode(String base64) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(base64.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            // The cause is omitted, because it quotes characters of the secret.
            throw new IllegalArgumentException("is not base 64, as Standard Webhooks has it");
        }
        if (decoded.length == 0) {
            throw new IllegalArgumentException("is empty");
        }
        return decoded;
    }

    private static byte[] prefix(String id, String timestamp) {
        return (id + "." + timestamp + ".").getBytes(UTF_8);
    }

    /** Version {@code v1}: both sides know the key. */
    final class Hmac implements StandardWebhooksKey {
        /** The minimum of the specification, 192 bits. */
        private static final int MIN_BYTES = 24;

        private final byte[] key;

        private Hmac(byte[] key) {
            this.key = key;
        }

        static Hmac of(String text) {
            return new Hmac(
                    decode(text.startsWith(SYMMETRIC_PREFIX) ? text.substring(SYMMETRIC_PREFIX.length()) : text));
        }

        boolean isShort() {
            return key.length < MIN_BYTES;
        }

        @Override
        public String sign(String id, String timestamp, byte[] body) {
            byte[] signature = HmacSha256.sign(key, prefix(id, timestamp), body);
            return "v1," + Base64.getEncoder().encodeToString(signature);
        }
    }

    /** Version {@code v1a}: only the sender knows the private key. */
    final class Ed25519 implements StandardWebhooksKey {
        private static final String ALGORITHM = "Ed25519";
        private static final int SEED_BYTES = 32;

        private final PrivateKey key;

        private Ed25519(PrivateKey key) {
            this.key = key;
        }

        /** Reads the 32 bytes of the private key (RFC 8032). Some tools append the 32 bytes of the public key. */
        static Ed25519 of(String base64) {
            byte[] decoded = decode(base64);
            if (decoded.length != SEED_BYTES && decoded.length != 2 * SEED_BYTES) {
                throw new IllegalArgumentException("is no ed25519 private key: it needs " + SEED_BYTES + " bytes");
            }
            try {
                return new Ed25519(KeyFactory.getInstance(ALGORITHM)
                        .generatePrivate(new EdECPrivateKeySpec(
                                NamedParameterSpec.ED25519, Arrays.copyOf(decoded, SEED_BYTES))));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
            }
        }

        @Override
        public String sign(String id, String timestamp, byte[] body) {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(key);
                signature.update(prefix(id, timestamp));
                signature.update(body);
                return "v1a," + new String(Base64.getEncoder().encode(signature.sign()), US_ASCII);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
            }
        }
    }
}
