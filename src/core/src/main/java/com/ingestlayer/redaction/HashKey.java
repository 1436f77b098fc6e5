package com.ingestlayer.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.signature.HmacSha256;
import com.ingestlayer.signature.SigningSecret;
import java.util.HexFormat;

/**
 * The key of {@link Treatment#HASH}. Without a key, the hash of an e-mail address or a phone number could be reversed
 * by hashing all of them. The key is never printed. Thread-safe.
 *
 * @param secret the key, at least 16 bytes
 */
public record HashKey(SigningSecret secret) {
    public HashKey {
        requireNonNull(secret, "secret is null");
        secret.weakness().ifPresent(weakness -> {
            throw new IllegalArgumentException("the key " + weakness);
        });
    }

    /** Returns the HMAC-SHA256 of the text in UTF-8, as 64 lower-case hex digits. */
    public String hash(String text) {
        return HexFormat.of().formatHex(HmacSha256.sign(secret.value().getBytes(UTF_8), text.getBytes(UTF_8)));
    }
}
