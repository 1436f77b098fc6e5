package com.ingestlayer.signature;

/**
 * Stores the secrets that {@link Secrets} finds. Both methods throw {@link com.ingestlayer.UnavailableException} if the
 * store does not answer. Thread-safe.
 */
public interface SecretKeeper {
    /** Stores a secret and replaces an earlier one. */
    void put(String name, SigningSecret secret);

    /** Removes a secret; does nothing if there is none. */
    void remove(String name);
}
