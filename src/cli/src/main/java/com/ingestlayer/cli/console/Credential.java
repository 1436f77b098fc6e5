package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.RegisteredKey;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A new API key, URL token or secret. Only {@link #text()} reveals it; {@link #toString()} hides it. */
public record Credential(String text) {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** 43 digits in base 62 hold 256 bits. */
    private static final int BASE62_LENGTH = 43;

    private static final int SECRET_BYTES = 32;

    public Credential {
        requireNonNull(text, "text is null");
    }

    /** Returns the prefix followed by 256 random bits in base 62, which is safe in headers and URLs. */
    public static Credential random(String prefix, RandomGenerator random) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = 0; i < BASE62_LENGTH; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return new Credential(text.toString());
    }

    /** Returns {@code whsec_} followed by 256 random bits in base 64, the form of secrets in Standard Webhooks. */
    public static Credential randomSecret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new Credential("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the SHA-256 of the credential, under which it is stored: 64 lower-case hex digits. */
    public String hash() {
        return KeyHash.of(text);
    }

    /** Returns the first characters, which lists show. */
    public String hint() {
        return text.substring(0, RegisteredKey.HINT_LENGTH);
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
