package com.ingestlayer.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Bounds for how long a captured webhook can be sent again: Stripe's and Standard Webhooks' own five minutes. */
final class Timestamps {
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private Timestamps() {}

    /**
     * Checks that a timestamp is about now.
     *
     * @param unixSeconds as the sender wrote it
     * @param header where it stands, for the message
     */
    static void requireRecent(String unixSeconds, String header, Instant now) throws InvalidSignatureException {
        if (!SECONDS.matcher(unixSeconds).matches()) {
            throw InvalidSignatureException.malformed(header, "a timestamp in seconds since 1970");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(unixSeconds)), now);
        if (age.compareTo(TOLERANCE) > 0) {
            throw new InvalidSignatureException("The timestamp in the " + header + " header is too old: at most "
                    + TOLERANCE.toMinutes() + " minutes are taken.");
        }
        if (age.negated().compareTo(TOLERANCE) > 0) {
            throw new InvalidSignatureException("The timestamp in the " + header + " header is in the future: at most "
                    + TOLERANCE.toMinutes() + " minutes are taken.");
        }
    }
}
