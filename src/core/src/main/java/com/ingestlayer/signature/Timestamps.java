package com.ingestlayer.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Limits how long a captured webhook can be replayed, to the five minutes that Stripe and Standard Webhooks use. */
final class Timestamps {
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private Timestamps() {}

    /**
     * Checks that a timestamp is recent.
     *
     * @param unixSeconds the timestamp as the sender wrote it
     * @param header the header that contains it, for the error message
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
