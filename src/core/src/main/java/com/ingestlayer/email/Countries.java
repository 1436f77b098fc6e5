package com.ingestlayer.email;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Countries by the country-code top-level domains that are made of ISO 3166-1's codes (RFC 1591 section 2). */
public final class Countries {
    /** Codes that are sold to the whole world and say nothing of a country: Google Search's list, and others of the kind. */
    private static final Set<String> GENERIC = Set.of(
            "ac", "ad", "ag", "ai", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "im", "io", "la", "ly", "me", "ms",
            "nu", "pw", "sc", "sh", "sr", "su", "to", "tv", "tk", "vc", "ws");

    private Countries() {}

    /** The ISO 3166-1 alpha-2 code: {@code GB} of {@code acme.co.uk}. */
    public static Optional<String> ofDomain(String domain) {
        String top = domain.substring(domain.lastIndexOf('.') + 1);
        String code = top.equals("uk") ? "GB" : top.toUpperCase(Locale.ROOT);
        return !GENERIC.contains(top) && Codes.ISO.contains(code) ? Optional.of(code) : Optional.empty();
    }

    private static final class Codes {
        private static final Set<String> ISO = Set.of(Locale.getISOCountries());
    }
}
