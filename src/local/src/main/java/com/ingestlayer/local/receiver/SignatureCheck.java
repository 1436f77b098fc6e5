package com.ingestlayer.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code X-Ingestlayer-Signature} and Standard Webhooks' {@code webhook-signature} as a receiver should: the time
 * first, then every {@code v1} in constant time. Written without the code that signs, so that one mistake does not hide the
 * other. Thread-safe.
 */
public final class SignatureCheck {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final byte[] secret;
    private final Clock clock;

    public SignatureCheck(String secret, Clock clock) {
        this.secret = secret.getBytes(UTF_8);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Checks one request.
     *
     * @param header gives a header by its lower-case name, or null
     * @return {@code valid}, {@code invalid}, or {@code none} where nothing is signed with a shared secret
     */
    public String check(UnaryOperator<String> header, byte[] body) {
        String ours = header.apply("x-ingestlayer-signature");
        if (ours != null) {
            return isValid(ours, body) ? "valid" : "invalid";
        }
        String standard = header.apply("webhook-signature");
        if (standard != null && standard.contains("v1,")) {
            return isValid(standard, header.apply("webhook-id"), header.apply("webhook-timestamp"), body)
                    ? "valid"
                    : "invalid";
        }
        return "none";
    }

    /** Standard Webhooks 1.0.0: {@code v1,<base 64>}, one for each secret, parted by spaces. */
    private boolean isValid(String signatures, String id, String timestamp, byte[] body) {
        if (!isRecent(timestamp)) {
            return false;
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(new String(secret, UTF_8).replaceFirst("^whsec_", ""));
        } catch (IllegalArgumentException e) {
            return false;
        }
        String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + ".", body));
        boolean valid = false;
        for (String signature : signatures.split(" ")) {
            valid |= MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
        }
        return valid;
    }

    private boolean isRecent(String timestamp) {
        return timestamp != null
                && timestamp.matches("[0-9]{1,12}")
                && Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) <= TOLERANCE.toSeconds();
    }

    private boolean isValid(String header, byte[] body) {
        String timestamp = "";
        for (String part : header.split(",")) {
            if (part.startsWith("t=")) {
                timestamp = part.substring(2);
            }
        }
        if (!isRecent(timestamp)) {
            return false;
        }
        byte[] expected =
                HexFormat.of().formatHex(hmac(secret, timestamp + ".", body)).getBytes(UTF_8);
        boolean valid = false;
        for (String part : header.split(",")) {
            valid |= part.startsWith("v1=")
                    && MessageDigest.isEqual(expected, part.substring(3).getBytes(UTF_8));
        }
        return valid;
    }

    private static byte[] hmac(byte[] key, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(prefix.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
