package com.ingestlayer.signature;

import java.util.Optional;

/** Where secrets are looked up: {@code ${secret:name}} of the pipeline files, or those of sources. Thread-safe. */
public interface Secrets {
    /**
     * Finds a secret.
     *
     * @param name such as {@code acme-webhook}
     * @return empty when no such secret is set
     * @throws com.ingestlayer.UnavailableException when the store does not answer
     */
    Optional<SigningSecret> find(String name);

    /**
     * Finds a secret that may have been changed a moment ago; worth asking for when the one that was found did not fit.
     *
     * @param name as above
     * @return as above
     * @throws com.ingestlayer.UnavailableException as above
     */
    default Optional<SigningSecret> renewed(String name) {
        return find(name);
    }
}
