package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies {@code sha256=<hex HMAC-SHA256(secret, body)>} in one header (GitHub docs, "Validating webhook deliveries").
 * If the header has several signatures, separated by commas, one must match. The signature never expires; a repeated
 * webhook is only recognized by its idempotency key.
 */
final class BodySignature implements Verifier {
    private static final Pattern FORM = Pattern.compile("(sha256=)?([0-9a-fA-F]{64})");

    private final String header;
    private final boolean bareHex;

    /** @param bareHex whether {@code sha256=} may be missing */
    BodySignature(String header, boolean bareHex) {
        this.header = header;
        this.bareHex = bareHex;
    }

    @Override
    public void verify(Headers headers, byte[] body, SigningSecret secret, Instant now)
            throws InvalidSignatureException {
        String value = headers.value(header.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> InvalidSignatureException.missing(header));
        byte[] expected = HmacSha256.sign(secret.value().getBytes(UTF_8), body);
        boolean readable = false;
        for (String part : value.split(",")) {
            Matcher matcher = FORM.matcher(part.strip());
            if (matcher.matches() && (bareHex || matcher.group(1) != null)) {
                readable = true;
                if (MessageDigest.isEqual(expected, HexFormat.of().parseHex(matcher.group(2)))) {
                    return;
                }
            }
        }
        throw readable
                ? InvalidSignatureException.mismatch(header)
                : InvalidSignatureException.malformed(header, "sha256= and 64 hex digits");
    }
}
