package com.ingestlayer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How API keys and the tokens of sources are kept: never themselves, only as SHA-256. */
public final class KeyHash {
    private KeyHash() {}

    /** @return 64 lower-case hex digits */
    public static String of(String keyOrToken) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(keyOrToken.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
