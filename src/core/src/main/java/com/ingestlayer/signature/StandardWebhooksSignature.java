package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies {@code webhook-signature: v1,<base64 of HMAC-SHA256(secret, id + "." + timestamp + "." + body)>}; several
 * signatures are separated by spaces (Standard Webhooks, "Webhook signatures"). The secret is base64 with or without
 * the prefix {@code whsec_}. Svix sends the same under {@code svix-} names. Signatures other than {@code v1} are
 * ignored.
 */
final class StandardWebhooksSignature implements Verifier {
    @Override
    public void verify(Headers headers, byte[] body, SigningSecret secret, Instant now)
            throws InvalidSignatureException {
        String prefix = headers.value("webhook-id").isEmpty()
                        && headers.value("svix-id").isPresent()
                ? "svix-"
                : "webhook-";
        String id = require(headers, prefix + "id");
        String timestamp = require(headers, prefix + "timestamp").strip();
        String signatureHeader = prefix + "signature";
        List<String> signatures = signaturesIn(require(headers, signatureHeader));
        if (signatures.isEmpty()) {
            throw InvalidSignatureException.malformed(signatureHeader, "v1,<base 64>");
        }
        Timestamps.requireRecent(timestamp, prefix + "timestamp", now);
        byte[] expected = key(secret).sign(id, timestamp, body).getBytes(UTF_8);
        // Compares text, because several base64 texts decode to the same bytes.
        if (signatures.stream().noneMatch(each -> MessageDigest.isEqual(expected, ("v1," + each).getBytes(UTF_8)))) {
            throw InvalidSignatureException.mismatch(signatureHeader);
        }
    }

    private static String require(Headers headers, String name) throws InvalidSignatureException {
        return headers.value(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> InvalidSignatureException.missing(name));
    }

    /**
     * Returns the value after each {@code v1}. The separators may be commas, spaces or both, because base64 contains
     * neither.
     */
    private static List<String> signaturesIn(String header) {
        String[] words = header.strip().split("[,\\s]+");
        List<String> signatures = new ArrayList<>();
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("v1")) {
                signatures.add(words[i + 1]);
            }
        }
        return signatures;
    }

    private static StandardWebhooksKey.Hmac key(SigningSecret secret) throws InvalidSignatureException {
        try {
            return StandardWebhooksKey.Hmac.of(secret.value());
        } catch (IllegalArgumentException e) {
            throw new InvalidSignatureException(
                    "Nothing can be verified: the secret of this source is not base 64, as this scheme has it.");
        }
    }
}
