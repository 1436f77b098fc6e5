package com.ingestlayer.signature;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Where secrets are looked up: {@code ${secret:name}} of the pipeline files, or those of sources. Thread-safe. */
public interface Secrets {
    /**
     * Finds a secret.
     *
     * @param name such as {@code acme-webhook}
     * @return empty when no such secret is set
     * @throws com.ingestlayer.UnavailableException when the store does not answer
     * @throws com.ingestlayer.ServiceRefusalException when the store refuses to give it
     */
    Optional<SigningSecret> find(String name);

    /**
     * Finds several, side by side, in as few calls of the store as it takes.
     *
     * @param names all different
     * @param executor makes the calls; it should have several threads
     * @return what {@link #find} says of each name, or throws, as soon as it is known
     */
    default Map<String, CompletableFuture<Optional<SigningSecret>>> findAll(Set<String> names, Executor executor) {
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name, name -> CompletableFuture.supplyAsync(() -> find(name), executor)));
    }

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
