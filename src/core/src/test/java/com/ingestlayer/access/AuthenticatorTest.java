package com.ingestlayer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    void aKnownKeyIsAccepted(String header) throws RefusedException {
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

    private String requireAgent(String pipeline, String... scopes) throws RefusedException {
        keys.put(HASH, new ApiKey("bot", "agent", Set.of(scopes), Optional.empty()));
        return new Authenticator(keys, clock)
                .requireAgent(Optional.of("Bearer il_test"), pipeline)
                .name();
    }

    @Test
    void anAgentMayInvokeWhatItsKeyNames() throws RefusedException {
        assertThat(requireAgent("p", "invoke:o", "invoke:p")).isEqualTo("bot");
        assertThat(requireAgent("p", "invoke:*")).isEqualTo("bot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoke:o", "invoke:pp", "invoke:", "invoke", "p", "*", "ingest"})
    void anyOtherKeyIsForbidden(String scope) {
        assertThatThrownBy(() -> requireAgent("p", scope)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(e.getMessage()).isEqualTo("The API key may not invoke this pipeline.");
            assertThat(e.sender()).hasValue("key#bot");
        });
    }

    @Test
    void anAgentsKeyAllowsNothingElse() {
        keys.put(HASH, new ApiKey("bot", "agent", Set.of("invoke:*"), Optional.empty()));
        assertRefused("Bearer il_test", "ingest", Reason.FORBIDDEN);
        assertRefused("Bearer il_test", "*", Reason.FORBIDDEN);
    }

    @Test
    void anUnknownAgentIsUnauthorized() {
        for (Optional<String> header : List.of(Optional.<String>empty(), Optional.of("Bearer ag_other"))) {
            assertThatThrownBy(() -> authenticator.requireAgent(header, "p"))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED));
        }
    }

    @Test
    void aRevokedKeyStopsWorkingWithinAMinute() throws RefusedException {
        require("Bearer il_test", "ingest");
        keys.revoke(HASH);
        clock.advance(Duration.ofSeconds(59));
        require("Bearer il_test", "ingest");
        clock.advance(Duration.ofSeconds(1));
        assertRefused("Bearer il_test", "ingest", Reason.UNAUTHORIZED);
    }

    @Test
    void aClockThatIsSetBackDoesNotExtendARevokedKey() throws RefusedException {
        require("Bearer il_test", "ingest");
        keys.revoke(HASH);
        clock.advance(Duration.ofHours(-1));
        assertRefused("Bearer il_test", "ingest", Reason.UNAUTHORIZED);
    }

    @Test
    void aNewKeyIsAcceptedAtOnceEvenIfItWasRefusedBefore() throws RefusedException {
        keys.revoke(HASH);
        assertRefused("Bearer il_test", "ingest", Reason.UNAUTHORIZED);
        oneKey();
        assertThat(require("Bearer il_test", "ingest")).isEqualTo("test");
    }

    @Test
    void anUnavailableTableIsNotTreatedAsAnUnknownKey() {
        keys.reads.set(true);
        assertThatThrownBy(() -> require("Bearer il_test", "ingest")).isInstanceOf(UnavailableException.class);
    }
}
