package com.ingestlayer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.request.RateLimit;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of every {@link KeyRegistry}. Each test gets an empty registry. */
public abstract class KeyRegistryContract {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    protected abstract KeyRegistry registry();

    protected abstract ApiKeys lookup();

    private static String hash(int digit) {
        return Integer.toString(digit).repeat(64);
    }

    private static RegisteredKey key(int digit, String name) {
        return new RegisteredKey(
                hash(digit),
                Optional.of("il_live_abc" + digit),
                new ApiKey(name, "sdk.event", Set.of("ingest", "read"), Optional.of(new RateLimit(50, 100))),
                true,
                Optional.of(NOW.plusSeconds(digit)));
    }

    @Test
    public void anAddedKeyIsListedAndFoundUnchanged() {
        registry().add(key(1, "web"));
        assertThat(registry().list()).containsExactly(key(1, "web"));
        assertThat(lookup().find(hash(1))).hasValue(key(1, "web").key());
    }

    @Test
    public void keysAreListedOldestFirst() {
        registry().add(key(2, "second"));
        registry().add(key(3, "third"));
        registry().add(key(1, "first"));
        assertThat(registry().list()).extracting(key -> key.key().name()).containsExactly("first", "second", "third");
    }

    @Test
    public void aRevokedKeyIsListedButNoLongerFound() {
        registry().add(key(1, "web"));
        assertThat(registry().revoke(hash(1))).isTrue();
        assertThat(lookup().find(hash(1))).isEmpty();
        assertThat(registry().list()).singleElement().satisfies(key -> {
            assertThat(key.active()).isFalse();
            assertThat(key.key()).isEqualTo(key(1, "web").key());
        });
    }

    @Test
    public void revokingTwiceOrAMissingKeyReturnsFalseAndAddsNothing() {
        registry().add(key(1, "web"));
        registry().revoke(hash(1));
        assertThat(registry().revoke(hash(1))).isFalse();
        assertThat(registry().revoke(hash(2))).isFalse();
        assertThat(registry().list()).hasSize(1);
    }

    @Test
    public void aKeyNeverReplacesAnother() {
        registry().add(key(1, "web"));
        registry().revoke(hash(1));
        assertThatThrownBy(() -> registry().add(key(1, "other"))).isInstanceOf(IllegalStateException.class);
        assertThat(lookup().find(hash(1))).isEmpty();
    }

    @Test
    public void anAgentsKeyIsFoundWithItsPipelines() {
        ApiKey settings =
                new ApiKey("bot", "agent", Set.of(ApiKey.invoke("find-company"), ApiKey.invoke("*")), Optional.empty());
        RegisteredKey agents =
                new RegisteredKey(hash(5), Optional.of("ag_live_abcd"), settings, true, Optional.of(NOW));
        registry().add(agents);
        assertThat(registry().list()).containsExactly(agents);
        assertThat(lookup().find(hash(5))).hasValue(settings);
    }

    @Test
    public void aKeyWithoutRateLimitOrHintIsFoundWithoutThem() {
        RegisteredKey bare = new RegisteredKey(
                hash(4),
                Optional.empty(),
                new ApiKey("bare", "sdk.event", Set.of("ingest"), Optional.empty()),
                true,
                Optional.empty());
        registry().add(bare);
        assertThat(registry().list()).containsExactly(bare);
    }
}
