package com.ingestlayer.source;

import com.ingestlayer.access.Authenticator;
import java.util.List;

/**
 * Where operators make, list, pause and revoke sources of webhooks. What it does is seen by {@link WebhookSources} at once.
 * Every method throws {@link com.ingestlayer.UnavailableException} when the table does not answer. Thread-safe.
 */
public interface SourceRegistry {
    /**
     * Adds a source.
     *
     * @throws IllegalStateException when one of this hash is there, be it revoked
     */
    void add(RegisteredSource source);

    /** Every source, paused and revoked ones among them, oldest first; API keys are not. */
    List<RegisteredSource> list();

    /**
     * Pauses a source, or lets it go on.
     *
     * @return false when there is no source of this hash, or it is revoked
     */
    boolean pause(String tokenHash, boolean paused);

    /**
     * Revokes a source for good; functions that have just looked it up take it for {@link Authenticator#REMEMBERED} more.
     *
     * @return false when there is no source of this hash, or it is revoked already
     */
    boolean revoke(String tokenHash);
}
