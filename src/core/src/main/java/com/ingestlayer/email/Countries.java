package com.ingestlayer.email;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Maps domains to countries by their country-code top-level domains, which are ISO 3166-1 codes (RFC 1591 section 2).
 */
public final class Countries {
    /**
     * Codes that are sold worldwide and say nothing about a country: the list of Google Search, and others of the same
     * kind.
     */
    private static final Set<String> GENERIC = Set.of(
            "ac", "ad", "ag", "ai", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "im", "io", "la", "ly", "me", "ms",
            "nu", "pw", "sc", "sh", "sr", "su", "to", "tv", "tk", "vc", "ws");

    private Countries() {}

    /**
     * Returns the ISO 3166-1 alpha-2 code, such as {@code GB} for {@code acme.co.uk}; empty if the domain tells none.
     */
    public static Optional<String> ofDomain(String domain) {
        String top = domain.substring(domain.lastIndexOf('.') + 1);
        String code = top.equals("uk") ? "GB" : top.toUpperCase(Locale.ROOT);
        return !GENERIC.contains(top) && Codes.ISO.contains(code) ? Optional.of(code) : Optional.empty();
    }

    private static final class Codes {
        private static final Set<String> ISO = Set.of(Locale.getISOCountries());
    }
}
