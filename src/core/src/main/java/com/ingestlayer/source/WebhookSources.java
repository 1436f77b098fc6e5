package com.ingestlayer.source;

import java.util.Optional;

/** Looks up webhook sources. Thread-safe. */
public interface WebhookSources {
    /**
     * Returns the source whose URL ends in the token with this SHA-256, active or paused; empty if there is none or it
     * is revoked. An API key is never found here.
     *
     * @param tokenHash 64 lower-case hex digits
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    Optional<WebhookSource> find(String tokenHash);
}
