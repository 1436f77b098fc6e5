package com.ingestlayer.access;

import java.util.Optional;

/** Where API keys are looked up. Thread-safe. */
public interface ApiKeys {
    /**
     * The active key whose SHA-256 this is; empty when there is none or it is revoked.
     *
     * @param keyHash 64 lower-case hex digits
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    Optional<ApiKey> find(String keyHash);
}
