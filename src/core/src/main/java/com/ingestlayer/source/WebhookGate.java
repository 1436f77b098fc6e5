package com.ingestlayer.source;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.ExpiringCache;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.signature.Headers;
import com.ingestlayer.signature.Secrets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds the source that a webhook was sent to, and checks that it comes from the source's sender. An active source that
 * was found is cached for {@link Authenticator#REMEMBERED}: pausing and revoking take effect within that time, resuming
 * at once. Tokens are hashed before they are looked up. Thread-safe.
 */
public final class WebhookGate {
    private final ExpiringCache<WebhookSource> sources;
    private final Secrets secrets;
    private final Clock clock;

    /** @param secrets the secrets of the sources, by source name */
    public WebhookGate(WebhookSources sources, Secrets secrets, Clock clock) {
        this.sources = new ExpiringCache<>(sources::find, source -> !source.paused(), clock);
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Returns the source with this token in its URL.
     *
     * @return empty if there is none or it is revoked
     * @throws com.ingestlayer.UnavailableException if the table does not answer
     */
    public Optional<WebhookSource> find(String token) {
        return sources.find(KeyHash.of(token));
    }

    /**
     * Checks that a webhook may be accepted.
     *
     * @param body the bytes of the body, as they were received; nothing of them has been parsed yet
     * @throws RefusedException with {@link Reason#FORBIDDEN} if the source is paused, and with
     *     {@link Reason#UNAUTHORIZED} if the webhook does not prove where it comes from
     * @throws com.ingestlayer.UnavailableException if the source's secret could not be looked up
     */
    public void check(WebhookSource source, Headers headers, byte[] body) throws RefusedException {
        if (source.paused()) {
            throw new RefusedException(Reason.FORBIDDEN, "This source is paused.", List.of());
        }
        try {
            source.auth().verify(headers, body, () -> secrets.find(source.name()), clock.instant());
        } catch (RefusedException e) {
            // The sender may already sign with a secret that was changed a moment ago.
            source.auth().verify(headers, body, () -> secrets.renewed(source.name()), clock.instant());
        }
    }
}
