package com.ingestlayer.signature;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Looks up secrets: those that pipeline files name with {@code ${secret:name}}, or those of sources. Thread-safe. */
public interface Secrets {
    /**
     * Finds a secret.
     *
     * @param name the name of the secret, such as {@code acme-webhook}
     * @return empty if no such secret is set
     * @throws com.ingestlayer.UnavailableException if the store does not answer
     * @throws com.ingestlayer.ServiceRefusalException if the store refuses to return it
     */
    Optional<SigningSecret> find(String name);

    /**
     * Finds several secrets in parallel, in as few calls of the store as possible.
     *
     * @param names the names, all different
     * @param executor makes the calls; it should have several threads
     * @return the result or exception of {@link #find} for each name, as soon as it is known
     */
    default Map<String, CompletableFuture<Optional<SigningSecret>>> findAll(Set<String> names, Executor executor) {
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name, name -> CompletableFuture.supplyAsync(() -> find(name), executor)));
    }

    /**
     * Finds a secret that may have been changed a moment ago. Callers use it if the secret that {@link #find} returned
     * did not match.
     *
     * @param name the name of the secret
     * @return empty if no such secret is set
     * @throws com.ingestlayer.UnavailableException if the store does not answer
     */
    default Optional<SigningSecret> renewed(String name) {
        return find(name);
    }
}
