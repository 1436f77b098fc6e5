package com.ingestlayer.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as its operator sees it. The key itself is nowhere.
 *
 * @param keyHash the SHA-256 of the key, 64 lower-case hex digits
 * @param hint the first characters of the key, to tell keys apart in lists; empty for a key that was put in by hand
 * @param active false once it is revoked
 * @param createdAt empty for a key that was put in by hand
 */
public record RegisteredKey(
        String keyHash, Optional<String> hint, ApiKey key, boolean active, Optional<Instant> createdAt) {
    /** How many characters of a key are kept as its hint. */
    public static final int HINT_LENGTH = 12;

    public RegisteredKey {
        requireNonNull(keyHash, "keyHash is null");
        requireNonNull(hint, "hint is null");
        requireNonNull(key, "key is null");
        requireNonNull(createdAt, "createdAt is null");
    }

    /** The hint, or the beginning of the hash where there is none. */
    public String shownHint() {
        return hint.orElseGet(() -> "sha256:" + keyHash.substring(0, Math.min(HINT_LENGTH, keyHash.length())));
    }

    /** Whether somebody who writes this name, this hint, or a key itself, may mean the key. */
    public boolean isCalled(String word) {
        return key.name().equals(word) || shownHint().equals(word) || keyHash.equals(KeyHash.of(word));
    }
}
