package com.ingestlayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.access.KeyHash;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every {@link WebhookSources}. */
public abstract class WebhookSourcesContract {
    private static final String HASH = KeyHash.of("token");

    protected abstract WebhookSources sources();

    protected abstract void put(String tokenHash, WebhookSource source);

    protected abstract void revoke(String tokenHash);

    private static WebhookSource source(SourceAuth auth) {
        return new WebhookSource("shop-1", auth, false, Optional.empty());
    }

    @Test
    public void aSourceIsFoundUnchanged() {
        List<SourceAuth> auths =
                new ArrayList<>(List.of(new SourceAuth.None(), new SourceAuth.Bearer(KeyHash.of("secret"))));
        for (SignatureScheme scheme : SignatureScheme.values()) {
            auths.add(new SourceAuth.Hmac(scheme));
        }
        for (SourceAuth auth : auths) {
            put(HASH, source(auth));
            assertThat(sources().find(HASH)).hasValue(source(auth));
        }
    }

    @Test
    public void aPausedSourceIsFoundAsPaused() {
        put(HASH, new WebhookSource("shop-1", new SourceAuth.None(), true, Optional.empty()));
        assertThat(sources().find(HASH).orElseThrow().paused()).isTrue();
    }

    @Test
    public void aRateLimitIsFound() {
        WebhookSource limited =
                new WebhookSource("shop-1", new SourceAuth.None(), false, Optional.of(new RateLimit(50, 200)));
        put(HASH, limited);
        assertThat(sources().find(HASH)).hasValue(limited);
    }

    @Test
    public void anUnknownOrRevokedSourceIsNotFound() {
        assertThat(sources().find(HASH)).isEmpty();
        put(HASH, source(new SourceAuth.None()));
        assertThat(sources().find(KeyHash.of("Token"))).isEmpty();
        revoke(HASH);
        assertThat(sources().find(HASH)).isEmpty();
    }
}
