package com.ingestlayer.email;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads domain names of at least two labels and returns them in lower case and ASCII (RFC 1034 section 3.5, RFC 3490).
 */
public final class DomainName {
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    /** No top-level domain begins with a digit, so an IPv4 address does not match. */
    private static final Pattern FORM = Pattern.compile("(?:" + LABEL + "\\.)+[a-z]" + LABEL);

    private DomainName() {}

    /** Returns the normalized name; empty if the text is not a domain name. */
    public static Optional<String> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String name = (isAscii(text) ? text : IDN.toASCII(text)).toLowerCase(Locale.ROOT);
            return name.length() <= MAX_LENGTH && FORM.matcher(name).matches() ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** Returns the label in Unicode. */
    static String toUnicode(String label) {
        return label.startsWith("xn--") ? IDN.toUnicode(label) : label;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
