package com.ingestlayer.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code t=…,v1=…} as a receiver should: the time first, then every {@code v1} in constant time. Written without
 * the code that signs, so that one mistake does not hide the other. Thread-safe.
 */
public final class SignatureCheck {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final byte[] secret;
    private final Clock clock;

    public SignatureCheck(String secret, Clock clock) {
        this.secret = secret.getBytes(UTF_8);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** {@code valid}, {@code invalid} or {@code none}. */
    public String check(Optional<String> header, byte[] body) {
        return header.map(value -> isValid(value, body) ? "valid" : "invalid").orElse("none");
    }

    private boolean isValid(String header, byte[] body) {
        String timestamp = "";
        for (String part : header.split(",")) {
            if (part.startsWith("t=")) {
                timestamp = part.substring(2);
            }
        }
        if (!timestamp.matches("[0-9]{1,12}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE.toSeconds()) {
            return false;
        }
        byte[] expected = HexFormat.of().formatHex(hmac(timestamp + ".", body)).getBytes(UTF_8);
        boolean valid = false;
        for (String part : header.split(",")) {
            valid |= part.startsWith("v1=")
                    && MessageDigest.isEqual(expected, part.substring(3).getBytes(UTF_8));
        }
        return valid;
    }

    private byte[] hmac(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(prefix.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
