package com.ingestlayer.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.BearerToken;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.signature.Headers;
import com.ingestlayer.signature.InvalidSignatureException;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.signature.SigningSecret;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How the webhooks of a source prove that they come from the expected sender. */
public sealed interface SourceAuth {
    /**
     * Verifies a webhook.
     *
     * @param body the bytes of the body, as they were received
     * @param secret looks up the source's secret; called only if one is needed
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} and the reason, which never contains a secret
     */
    void verify(Headers headers, byte[] body, Supplier<Optional<SigningSecret>> secret, Instant now)
            throws RefusedException;

    /** Returns how the sender signs its webhooks; empty if it does not sign them. */
    default Optional<SignatureScheme> scheme() {
        return Optional.empty();
    }

    /** Webhooks are signed with the source's secret. */
    record Hmac(SignatureScheme signedAs) implements SourceAuth {
        public Hmac {
            requireNonNull(signedAs, "signedAs is null");
        }

        @Override
        public Optional<SignatureScheme> scheme() {
            return Optional.of(signedAs);
        }

        @Override
        public void verify(Headers headers, byte[] body, Supplier<Optional<SigningSecret>> secret, Instant now)
                throws RefusedException {
            SigningSecret known = secret.get()
                    .orElseThrow(() -> unauthorized("Nothing can be verified: the secret of this source is not set."));
            try {
                signedAs.verify(headers, body, known, now);
            } catch (InvalidSignatureException e) {
                throw unauthorized(e.getMessage());
            }
        }
    }

    /**
     * Webhooks carry {@code Authorization: Bearer <token>}.
     *
     * @param tokenHash the hash of the token, see {@link KeyHash}
     */
    record Bearer(String tokenHash) implements SourceAuth {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

        public Bearer {
            if (!HASH.matcher(tokenHash).matches()) {
                throw new IllegalArgumentException("tokenHash is not 64 lower-case hex digits");
            }
        }

        @Override
        public void verify(Headers headers, byte[] body, Supplier<Optional<SigningSecret>> secret, Instant now)
                throws RefusedException {
            String token = BearerToken.require(headers.value("authorization"), "<the token of this source>");
            if (!MessageDigest.isEqual(
                    tokenHash.getBytes(US_ASCII), KeyHash.of(token).getBytes(US_ASCII))) {
                throw unauthorized("The bearer token is not the one of this source.");
            }
        }
    }

    /** Anyone who knows the URL may send. */
    record None() implements SourceAuth {
        @Override
        public void verify(Headers headers, byte[] body, Supplier<Optional<SigningSecret>> secret, Instant now) {
            // There is nothing to verify.
        }
    }

    private static RefusedException unauthorized(String message) {
        return new RefusedException(Reason.UNAUTHORIZED, message, List.of());
    }
}
