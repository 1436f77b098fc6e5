package com.ingestlayer.access;

import java.util.List;

/** Where operators make, list and revoke API keys. What it does is seen by {@link ApiKeys} at once. Thread-safe. */
public interface KeyRegistry {
    /**
     * Adds a key.
     *
     * @throws IllegalStateException when one of this hash is there, be it revoked
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    void add(RegisteredKey key);

    /**
     * Every API key, revoked ones among them, oldest first; webhook sources are not.
     *
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    List<RegisteredKey> list();

    /**
     * Revokes a key for good; functions that have just looked it up take it for {@link Authenticator#REMEMBERED} more.
     *
     * @return false when there is no active key of this hash
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    boolean revoke(String keyHash);
}
