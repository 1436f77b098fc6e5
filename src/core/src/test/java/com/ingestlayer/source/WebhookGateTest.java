package com.ingestlayer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.signature.SigningSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGateTest {
    /** {@code printf whk_test | sha256sum}. */
    private static final String HASH = "73a5a7a493887d08f460e7fae29c57a7a1d4e12ac583a0f4f42d165981d6d11d";

    private static final byte[] BODY = "{\"type\":\"order.paid\",\"order_id\":\"o_1\"}".getBytes(UTF_8);
    /** {@code printf %s "$body" | openssl dgst -sha256 -hmac whsec_local_source}. */
    private static final String SIGNATURE = "af61a68e0708c8da3fc3fba0b1866f544925d4e4f1b7a304b2df9f564e8430e4";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryWebhookSources sources = new InMemoryWebhookSources();
    private final WebhookGate gate = new WebhookGate(sources, this::secretOf, clock);

    private Optional<SigningSecret> secretOf(String name) {
        if (name.equals("unreachable")) {
            throw new UnavailableException("the parameter store");
        }
        return name.equals("shop") ? Optional.of(new SigningSecret("whsec_local_source")) : Optional.empty();
    }

    private static WebhookSource source(String name, SourceAuth auth, boolean paused) {
        return new WebhookSource(name, auth, paused, Optional.empty());
    }

    private static WebhookSource signed(String name) {
        return source(name, new SourceAuth.Hmac(SignatureScheme.INGESTLAYER), false);
    }

    private void check(WebhookSource source, Map<String, String> headers) throws RefusedException {
        gate.check(source, name -> Optional.ofNullable(headers.get(name)), BODY);
    }

    private void assertRefused(WebhookSource source, Map<String, String> headers, Reason reason, String message) {
        assertThatThrownBy(() -> check(source, headers)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused).hasMessageContaining(message).hasMessageNotContaining("whsec_");
        });
    }

    @Test
    void aSourceIsFoundByTheHashOfItsToken() {
        sources.put(HASH, signed("shop"));
        assertThat(gate.find("whk_test")).hasValue(signed("shop"));
        assertThat(gate.find("whk_tesT")).isEmpty();
        assertThat(gate.find(HASH)).isEmpty();
    }

    @Test
    void aRevokedSourceStopsWorkingWithinAMinute() {
        sources.put(HASH, signed("shop"));
        gate.find("whk_test");
        sources.revoke(HASH);
        clock.advance(Duration.ofSeconds(59));
        assertThat(gate.find("whk_test")).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(gate.find("whk_test")).isEmpty();
        assertThat(sources.lookups()).isEqualTo(2);
    }

    @Test
    void aNewSourceIsFoundAtOnceEvenIfItWasMissingBefore() {
        assertThat(gate.find("whk_test")).isEmpty();
        sources.put(HASH, signed("shop"));
        assertThat(gate.find("whk_test")).isPresent();
    }

    @Test
    void aPausedSourceResumesAtOnce() {
        sources.put(HASH, source("shop", new SourceAuth.None(), true));
        assertThat(gate.find("whk_test").orElseThrow().paused()).isTrue();
        sources.put(HASH, source("shop", new SourceAuth.None(), false));
        assertThat(gate.find("whk_test").orElseThrow().paused()).isFalse();
    }

    @Test
    void anUnavailableTableIsNotTreatedAsAnUnknownToken() {
        sources.reads.set(true);
        assertThatThrownBy(() -> gate.find("whk_test")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aWebhookSignedWithTheSourcesSecretIsAccepted() {
        assertThatCode(() -> check(signed("shop"), Map.of("x-ingest-signature", SIGNATURE)))
                .doesNotThrowAnyException();
    }

    @Test
    void aWebhookSignedOtherwiseIsUnauthorized() {
        assertRefused(signed("shop"), Map.of(), Reason.UNAUTHORIZED, "X-Ingest-Signature header is missing");
        assertRefused(
                signed("shop"),
                Map.of("x-ingest-signature", "0" + SIGNATURE.substring(1)),
                Reason.UNAUTHORIZED,
                "does not match");
    }

    @Test
    void aSourceWithoutASecretAcceptsNothing() {
        assertRefused(
                signed("other"),
                Map.of("x-ingest-signature", SIGNATURE),
                Reason.UNAUTHORIZED,
                "the secret of this source is not set");
    }

    @Test
    void anUnavailableSecretIsNotTreatedAsAWrongOne() {
        assertThatThrownBy(() -> check(signed("unreachable"), Map.of("x-ingest-signature", SIGNATURE)))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aPausedSourceIsForbiddenEvenWithAGoodSignature() {
        WebhookSource paused = source("shop", new SourceAuth.Hmac(SignatureScheme.INGESTLAYER), true);
        assertRefused(paused, Map.of("x-ingest-signature", SIGNATURE), Reason.FORBIDDEN, "This source is paused.");
    }

    @Test
    void aBearerTokenIsComparedByItsHash() {
        SourceAuth bearer = new SourceAuth.Bearer(KeyHash.of("s3cret-token"));
        WebhookSource source = source("unreachable", bearer, false); // its secret is never looked up
        assertThatCode(() -> check(source, Map.of("authorization", "Bearer s3cret-token")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(source, Map.of("authorization", "bearer  s3cret-token ")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret-token", "Basic s3cret-token", "Bearer", "Bearer s3cret-tokeN", "Bearer a b"})
    void anotherBearerTokenIsUnauthorized(String header) {
        WebhookSource source = source("shop", new SourceAuth.Bearer(KeyHash.of("s3cret-token")), false);
        assertRefused(source, Map.of("authorization", header), Reason.UNAUTHORIZED, "");
        assertRefused(source, Map.of(), Reason.UNAUTHORIZED, "Authorization header is missing");
    }

    @Test
    void aSourceWithoutAuthenticationChecksNothing() {
        assertThatCode(() -> check(source("unreachable", new SourceAuth.None(), false), Map.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "shop/1", "../shop", "shop.1", "s hop", "größe"})
    void aSourcesNameIsSafeInPaths(String name) {
        assertThatThrownBy(() -> signed(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretThatWasJustChangedIsAccepted() throws RefusedException {
        WebhookGate remembering = new WebhookGate(
                sources,
                new Secrets() {
                    @Override
                    public Optional<SigningSecret> find(String name) {
                        return Optional.of(new SigningSecret("whsec_the_old_one"));
                    }

                    @Override
                    public Optional<SigningSecret> renewed(String name) {
                        return secretOf(name);
                    }
                },
                clock);
        Map<String, String> headers = Map.of("x-ingest-signature", SIGNATURE);
        remembering.check(signed("shop"), name -> Optional.ofNullable(headers.get(name)), BODY);
        byte[] tampered = "{}".getBytes(UTF_8);
        assertThatThrownBy(() ->
                        remembering.check(signed("shop"), name -> Optional.ofNullable(headers.get(name)), tampered))
                .isInstanceOf(RefusedException.class);
    }
}
