package com.ingestlayer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every {@link SourceRegistry}. Each test gets an empty registry. */
public abstract class SourceRegistryContract {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final SourceAuth STRIPE = new SourceAuth.Hmac(SignatureScheme.STRIPE);

    protected abstract SourceRegistry registry();

    protected abstract WebhookSources lookup();

    private static String hash(int digit) {
        return Integer.toString(digit).repeat(64);
    }

    private static RegisteredSource source(int digit, String name, SourceAuth auth) {
        return new RegisteredSource(
                hash(digit),
                Optional.of("whk_abcdefg" + digit),
                new WebhookSource(name, auth, false, Optional.of(new RateLimit(50, 100))),
                false,
                Optional.of(NOW.plusSeconds(digit)));
    }

    @Test
    public void anAddedSourceIsListedAndFoundUnchanged() {
        RegisteredSource stripe = source(1, "stripe", STRIPE);
        RegisteredSource crm = source(2, "crm", new SourceAuth.Bearer("a".repeat(64)));
        RegisteredSource open = source(3, "open", new SourceAuth.None());
        registry().add(crm);
        registry().add(open);
        registry().add(stripe);
        assertThat(registry().list()).containsExactly(stripe, crm, open);
        assertThat(lookup().find(hash(1))).hasValue(stripe.source());
        assertThat(lookup().find(hash(2))).hasValue(crm.source());
        assertThat(lookup().find(hash(3))).hasValue(open.source());
    }

    @Test
    public void aSourceCanBePausedAndResumed() {
        registry().add(source(1, "stripe", STRIPE));
        assertThat(registry().pause(hash(1), true)).isTrue();
        assertThat(lookup().find(hash(1)).orElseThrow().paused()).isTrue();
        assertThat(registry().list().get(0).source().paused()).isTrue();
        assertThat(registry().pause(hash(1), false)).isTrue();
        assertThat(lookup().find(hash(1)).orElseThrow().paused()).isFalse();
    }

    @Test
    public void aRevokedSourceIsListedButNoLongerFoundAndStaysRevoked() {
        registry().add(source(1, "stripe", STRIPE));
        registry().pause(hash(1), true);
        assertThat(registry().revoke(hash(1))).isTrue();
        assertThat(registry().revoke(hash(1))).isFalse();
        assertThat(registry().pause(hash(1), false)).isFalse();
        assertThat(lookup().find(hash(1))).isEmpty();
        assertThat(registry().list()).singleElement().satisfies(source -> {
            assertThat(source.revoked()).isTrue();
            assertThat(source.source().name()).isEqualTo("stripe");
        });
    }

    @Test
    public void aMissingSourceIsNeitherChangedNorCreated() {
        assertThat(registry().pause(hash(1), true)).isFalse();
        assertThat(registry().revoke(hash(1))).isFalse();
        assertThat(registry().list()).isEmpty();
    }

    @Test
    public void aSourceNeverReplacesAnother() {
        registry().add(source(1, "stripe", STRIPE));
        assertThatThrownBy(() -> registry().add(source(1, "other", STRIPE))).isInstanceOf(IllegalStateException.class);
    }
}
