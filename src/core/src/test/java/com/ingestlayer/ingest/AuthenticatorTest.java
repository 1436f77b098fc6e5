package com.ingestlayer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.ingest.RefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    /** {@code printf il_test | sha256sum}. */
    private static final String HASH = "f5c5cb7c3fa8886d25fe72216aa94a57bd1803dfe9c6165150b9efb69180fe9f";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final Authenticator authenticator = new Authenticator(keys, clock);

    @BeforeEach
    void oneKey() {
        keys.put(HASH, new ApiKey("test", "sdk.event", Set.of("ingest"), Optional.empty()));
    }

    private String require(String header, String scope) throws RefusedException {
        return authenticator.require(Optional.ofNullable(header), scope).name();
    }

    private void assertRefused(String header, String scope, Reason reason) {
        assertThatThrownBy(() -> require(header, scope))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer il_test", "bearer il_test", "BEARER  il_test "})
    void aKnownKeyIsTaken(String header) throws RefusedException {
        assertThat(require(header, "ingest")).isEqualTo("test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "il_test",
                "Basic il_test",
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer il_other",
                "Bearer \u00fc"
            })
    void anythingElseIsUnauthorized(String header) {
        assertRefused(header, "ingest", Reason.UNAUTHORIZED);
    }

    @Test
    void aMissingHeaderIsUnauthorized() {
        assertRefused(null, "ingest", Reason.UNAUTHORIZED);
    }

    @Test
    void aKeyWithoutTheScopeIsForbidden() {
        assertRefused("Bearer il_test", "admin", Reason.FORBIDDEN);
    }

    @Test
    void aRevokedKeyDiesWithinAMinute() throws RefusedException {
        require("Bearer il_test", "ingest");
        keys.revoke(HASH);
        clock.advance(Duration.ofSeconds(59));
        require("Bearer il_test", "ingest");
        clock.advance(Duration.ofSeconds(1));
        assertRefused("Bearer il_test", "ingest", Reason.UNAUTHORIZED);
    }

    @Test
    void aKeyThatWasJustMadeIsTakenAtOnceThoughItWasRefusedBefore() throws RefusedException {
        keys.revoke(HASH);
        assertRefused("Bearer il_test", "ingest", Reason.UNAUTHORIZED);
        oneKey();
        assertThat(require("Bearer il_test", "ingest")).isEqualTo("test");
    }

    @Test
    void aTableThatDoesNotAnswerIsNotTakenForAnUnknownKey() {
        keys.reads.set(true);
        assertThatThrownBy(() -> require("Bearer il_test", "ingest")).isInstanceOf(UnavailableException.class);
    }
}
