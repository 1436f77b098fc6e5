package com.ingestlayer.source;

import com.ingestlayer.access.Authenticator;
import java.util.List;

/**
 * Lets operators create, list, pause and revoke webhook sources. Changes are visible to {@link WebhookSources} at once.
 * Every method throws {@link com.ingestlayer.UnavailableException} if the table does not answer. Thread-safe.
 */
public interface SourceRegistry {
    /**
     * Adds a source.
     *
     * @throws IllegalStateException if a source with this hash exists, even a revoked one
     */
    void add(RegisteredSource source);

    /** Returns all sources, including paused and revoked ones, oldest first; API keys are not included. */
    List<RegisteredSource> list();

    /**
     * Pauses a source or resumes it.
     *
     * @return false if there is no source with this hash, or it is revoked
     */
    boolean pause(String tokenHash, boolean paused);

    /**
     * Revokes a source permanently. Functions that have just looked it up accept it for another
     * {@link Authenticator#REMEMBERED}.
     *
     * @return false if there is no source with this hash, or it is already revoked
     */
    boolean revoke(String tokenHash);
}
