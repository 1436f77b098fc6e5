package com.ingestlayer.signature;

/**
 * Where operators put the secrets that {@link Secrets} finds. Both methods throw
 * {@link com.ingestlayer.UnavailableException} when the store does not answer. Thread-safe.
 */
public interface SecretKeeper {
    /** Sets a secret, in the place of the one before. */
    void put(String name, SigningSecret secret);

    /** Takes a secret away; does nothing when there is none. */
    void remove(String name);
}
