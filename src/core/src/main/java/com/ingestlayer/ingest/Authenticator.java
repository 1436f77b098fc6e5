package com.ingestlayer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.ingest.RefusedException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns an {@code Authorization} header into the key it names. The key is hashed before it is looked up, so the lookup
 * compares nothing an attacker could time his way through. A key that was found is remembered for {@link #REMEMBERED}: a
 * revoked key dies within that time. Thread-safe.
 */
public final class Authenticator {
    /** How long a found key is taken without looking it up again. */
    public static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final int MAX_REMEMBERED = 1_000;
    /** RFC 6750 section 2.1; the scheme's name is compared without case (RFC 9110 section 11.1). */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

    private final ApiKeys keys;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private record Remembered(ApiKey key, Instant until) {}

    public Authenticator(ApiKeys keys, Clock clock) {
        this.keys = requireNonNull(keys, "keys is null");
        this.clock = requireNonNull(clock, "clock is null");
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
        String header = authorization.orElseThrow(
                () -> unauthorized("The Authorization header is missing. Send: Authorization: Bearer il_live_…"));
        Matcher matcher = BEARER.matcher(header);
        if (!matcher.matches()) {
            throw unauthorized("The Authorization header is malformed. Send: Authorization: Bearer il_live_…");
        }
        ApiKey key =
                find(sha256(matcher.group(1))).orElseThrow(() -> unauthorized("The API key is unknown or revoked."));
        if (!key.scopes().contains(scope)) {
            throw new RefusedException(
                    Reason.FORBIDDEN, "The API key does not have the scope \"" + scope + "\".", List.of());
        }
        return key;
    }

    private Optional<ApiKey> find(String hash) {
        Instant now = clock.instant();
        synchronized (remembered) {
            Remembered known = remembered.get(hash);
            if (known != null && now.isBefore(known.until())) {
                return Optional.of(known.key());
            }
        }
        Optional<ApiKey> found = keys.find(hash);
        synchronized (remembered) {
            found.ifPresentOrElse(
                    key -> remembered.put(hash, new Remembered(key, now.plus(REMEMBERED))),
                    () -> remembered.remove(hash));
        }
        return found;
    }

    private static RefusedException unauthorized(String message) {
        return new RefusedException(Reason.UNAUTHORIZED, message, List.of());
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
