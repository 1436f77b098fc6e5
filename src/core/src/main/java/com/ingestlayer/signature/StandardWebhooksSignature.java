package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code webhook-signature: v1,<base 64 of HMAC-SHA256(secret, id + "." + timestamp + "." + body)>}, several separated by
 * spaces (Standard Webhooks, "Webhook signatures"). The secret is base 64, with or without {@code whsec_} before it. Svix
 * sends the same under {@code svix-} names. Signatures that are not {@code v1} are passed over.
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
        // As text, because base 64 has several texts for the same bytes.
        if (signatures.stream().noneMatch(each -> MessageDigest.isEqual(expected, ("v1," + each).getBytes(UTF_8)))) {
            throw InvalidSignatureException.mismatch(signatureHeader);
        }
    }

    private static String require(Headers headers, String name) throws InvalidSignatureException {
        return headers.value(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> InvalidSignatureException.missing(name));
    }

    /** Whatever stands after a {@code v1}, be they parted by commas, spaces or both: base 64 has neither. */
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
