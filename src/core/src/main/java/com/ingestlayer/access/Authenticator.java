package com.ingestlayer.access;

import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Turns an {@code Authorization} header into the key it names. The key is hashed before it is looked up, so the lookup
 * compares nothing an attacker could time his way through. A key that was found is remembered for {@link #REMEMBERED}: a
 * revoked key dies within that time. Thread-safe.
 */
public final class Authenticator {
    /** How long a found key is taken without looking it up again. */
    public static final Duration REMEMBERED = ExpiringCache.FOR;

    private final ExpiringCache<ApiKey> keys;

    public Authenticator(ApiKeys keys, Clock clock) {
        this.keys = new ExpiringCache<>(keys::find, key -> true, clock);
    }

    /**
     * The key that the header names.
     *
     * @param authorization the header's value, if it was sent
     * @param scope what the key must be allowed to do
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} when there is no such key, and {@link Reason#FORBIDDEN}
     *     when it lacks the scope
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
     * The agent's key that the header names.
     *
     * @param pipeline what the key must be allowed to invoke, whether or not there is such a pipeline
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} when there is no such key, and {@link Reason#FORBIDDEN}
     *     when it may not invoke the pipeline
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
