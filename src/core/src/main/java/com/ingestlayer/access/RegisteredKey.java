package com.ingestlayer.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as its operator sees it. The key itself is not stored.
 *
 * @param keyHash the SHA-256 of the key, 64 lower-case hex digits
 * @param hint the first characters of the key, which tell keys apart in lists; empty for a key that was added by hand
 * @param active false after the key was revoked
 * @param createdAt the time of creation; empty for a key that was added by hand
 */
public record RegisteredKey(
        String keyHash, Optional<String> hint, ApiKey key, boolean active, Optional<Instant> createdAt) {
    /** The number of characters of a key that are stored as its hint. */
    public static final int HINT_LENGTH = 12;

    public RegisteredKey {
        requireNonNull(keyHash, "keyHash is null");
        requireNonNull(hint, "hint is null");
        requireNonNull(key, "key is null");
        requireNonNull(createdAt, "createdAt is null");
    }

    /** Returns the hint, or the beginning of the hash if there is no hint. */
    public String shownHint() {
        return hint.orElseGet(() -> "sha256:" + keyHash.substring(0, Math.min(HINT_LENGTH, keyHash.length())));
    }

    /** Returns whether an operator who enters this name, this hint or the key itself may mean this key. */
    public boolean isCalled(String word) {
        return key.name().equals(word) || shownHint().equals(word) || keyHash.equals(KeyHash.of(word));
    }
}
