package com.ingestlayer.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.signature.HmacSha256;
import com.ingestlayer.signature.SigningSecret;
import java.util.HexFormat;

/**
 * The key of {@link Treatment#HASH}. Without one, a hash of an e-mail address or a phone number is found by hashing all there
 * are. Never printed. Thread-safe.
 *
 * @param secret at least 16 bytes
 */
public record HashKey(SigningSecret secret) {
    public HashKey {
        requireNonNull(secret, "secret is null");
        secret.weakness().ifPresent(weakness -> {
            throw new IllegalArgumentException("the key " + weakness);
        });
    }

    /** HMAC-SHA256 of the text's UTF-8, as 64 lower-case hex digits. */
    public String hash(String text) {
        return HexFormat.of().formatHex(HmacSha256.sign(secret.value().getBytes(UTF_8), text.getBytes(UTF_8)));
    }
}
