package com.ingestlayer.access;

import java.util.Optional;

/** Looks up API keys. Thread-safe. */
public interface ApiKeys {
    /**
     * Returns the active key with this SHA-256; empty if there is none or it is revoked.
     *
     * @param keyHash 64 lower-case hex digits
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    Optional<ApiKey> find(String keyHash);
}
