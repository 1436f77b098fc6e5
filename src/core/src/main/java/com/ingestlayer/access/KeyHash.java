package com.ingestlayer.access;

import com.ingestlayer.Sha256;

/** Hashes API keys and the tokens of sources, which are never stored themselves but only as SHA-256. */
public final class KeyHash {
    private KeyHash() {}

    /** @return 64 lower-case hex digits */
    public static String of(String keyOrToken) {
        return Sha256.hex(keyOrToken);
    }
}
