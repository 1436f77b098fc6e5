package com.ingestlayer.delivery;

import com.ingestlayer.signature.SigningSecret;
import java.util.Optional;

/** Where {@code ${secret:name}} is looked up. Thread-safe. */
public interface Secrets {
    /**
     * @param name as in the pipeline file, such as {@code acme-webhook}
     * @return empty when no such secret is set
     * @throws com.ingestlayer.UnavailableException when the store does not answer
     */
    Optional<SigningSecret> find(String name);
}
