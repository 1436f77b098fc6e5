package com.ingestlayer.access;

import java.util.List;

/** Lets operators create, list and revoke API keys. Changes are visible to {@link ApiKeys} at once. Thread-safe. */
public interface KeyRegistry {
    /**
     * Adds a key.
     *
     * @throws IllegalStateException if a key with this hash exists, even a revoked one
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    void add(RegisteredKey key);

    /**
     * Returns all API keys, including revoked ones, oldest first; webhook sources are not included.
     *
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    List<RegisteredKey> list();

    /**
     * Revokes a key permanently. Functions that have just looked it up accept it for another
     * {@link Authenticator#REMEMBERED}.
     *
     * @return false if there is no active key with this hash
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    boolean revoke(String keyHash);
}
