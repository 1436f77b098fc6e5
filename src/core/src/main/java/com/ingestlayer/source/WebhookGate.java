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
 * Finds the source a webhook was sent to, and lets in what proves to come from its sender. An active source that was found
 * is remembered for {@link Authenticator#REMEMBERED}: pausing and revoking work within that time, going on works at once.
 * Tokens are hashed before they are looked up. Thread-safe.
 */
public final class WebhookGate {
    private final ExpiringCache<WebhookSource> sources;
    private final Secrets secrets;
    private final Clock clock;

    /** @param secrets those of the sources, by their names */
    public WebhookGate(WebhookSources sources, Secrets secrets, Clock clock) {
        this.sources = new ExpiringCache<>(sources::find, source -> !source.paused(), clock);
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * The source with this token in its URL.
     *
     * @return empty when there is none, or it is revoked
     * @throws com.ingestlayer.UnavailableException when the table does not answer
     */
    public Optional<WebhookSource> find(String token) {
        return sources.find(KeyHash.of(token));
    }

    /**
     * Lets a webhook in, or does not.
     *
     * @param body the very bytes that came; nothing of them was read yet
     * @throws RefusedException with {@link Reason#FORBIDDEN} when the source is paused, and {@link Reason#UNAUTHORIZED}
     *     when the webhook does not prove where it comes from
     * @throws com.ingestlayer.UnavailableException when the source's secret could not be looked up
     */
    public void check(WebhookSource source, Headers headers, byte[] body) throws RefusedException {
        if (source.paused()) {
            throw new RefusedException(Reason.FORBIDDEN, "This source is paused.", List.of());
        }
        try {
            source.auth().verify(headers, body, () -> secrets.find(source.name()), clock.instant());
        } catch (RefusedException e) {
            // Its sender may sign with a secret that was set a moment ago.
            source.auth().verify(headers, body, () -> secrets.renewed(source.name()), clock.instant());
        }
    }
}
