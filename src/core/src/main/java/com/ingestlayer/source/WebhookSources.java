package com.ingestlayer.source;

import java.util.Optional;

/** Where the sources of webhooks are looked up. Thread-safe. */
public interface WebhookSources {
    /**
     * The source whose URL ends in the token with this SHA-256, active or paused; empty when there is none or it is
     * revoked. An API key is never found here.
     *
     * @param tokenHash 64 lower-case hex digits
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    Optional<WebhookSource> find(String tokenHash);
}
