package com.ingestlayer.access;

import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the API key that an {@code Authorization} header names. The key is hashed before the lookup, so response times
 * tell an attacker nothing about it. A key that was found is cached for {@link #REMEMBERED}, so a revoked key stops
 * working within that time. Thread-safe.
 */
public final class Authenticator {
    /** How long a key that was found is accepted without another lookup. */
    public static final Duration REMEMBERED = ExpiringCache.FOR;

    private final ExpiringCache<ApiKey> keys;

    public Authenticator(ApiKeys keys, Clock clock) {
        this.keys = new ExpiringCache<>(keys::find, key -> true, clock);
    }

    /**
     * Returns the key that the header names.
     *
     * @param authorization the value of the header, if it was sent
     * @param scope the scope that the key must have
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} if there is no such key, and with
     *     {@link Reason#FORBIDDEN} if it lacks the scope
     */
    public ApiKey require(Optional<String> authorization, String scope) throws RefusedException {
        ApiKey key = find(authorization, "il_live_…");
        if (!key.scopes().contains(scope)) {
            throw new RefusedException(
                    Reason.FORBIDDEN, "The API key does not have the scope \"" + scope + "\".", List.of());
        }
        return key;
    }

    /**
     * Returns the agent's key that the header names.
     *
     * @param pipeline the pipeline that the key must be allowed to invoke, whether or not it exists
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} if there is no such key, and with
     *     {@link Reason#FORBIDDEN} if it may not invoke the pipeline
     */
    public ApiKey requireAgent(Optional<String> authorization, String pipeline) throws RefusedException {
        ApiKey key = find(authorization, "ag_live_…");
        if (!key.mayInvoke(pipeline)) {
            throw new RefusedException(Reason.FORBIDDEN, "The API key may not invoke this pipeline.", List.of())
                    .of(key.sender());
        }
        return key;
    }

    private ApiKey find(Optional<String> authorization, String example) throws RefusedException {
        return keys.find(KeyHash.of(BearerToken.require(authorization, example)))
                .orElseThrow(() ->
                        new RefusedException(Reason.UNAUTHORIZED, "The API key is unknown or revoked.", List.of()));
    }
}
