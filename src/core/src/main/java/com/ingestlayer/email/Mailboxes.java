package com.ingestlayer.email;

import java.util.Locale;
import java.util.Optional;

/** Who keeps the mailboxes of a domain. The lists are read when the first address is looked at. Thread-safe. */
public final class Mailboxes {
    /** What an address's provider makes of it. */
    public enum Kind {
        /** A domain of somebody's own, as companies have. */
        WORK,
        /** A provider where anybody may have a mailbox that lasts. */
        FREE,
        /** A provider of mailboxes to be thrown away. */
        DISPOSABLE;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    private Mailboxes() {}

    /** @param domain as {@link EmailAddress} has it; a subdomain counts as the domain it is under */
    public static Kind kindOf(String domain) {
        String registrable = registrableDomain(domain).orElse(domain);
        if (Lists.DISPOSABLE.contains(domain) || Lists.DISPOSABLE.contains(registrable)) {
            return Kind.DISPOSABLE;
        }
        return Lists.FREE.contains(domain) || Lists.FREE.contains(registrable) ? Kind.FREE : Kind.WORK;
    }

    /** The domain that somebody registered, by the Public Suffix List; empty for a name under which others register. */
    public static Optional<String> registrableDomain(String domain) {
        return Lists.SUFFIXES.registrableDomain(domain);
    }

    /** Whether several people, or none, read what is sent there: {@code info@}, {@code sales@}, {@code no-reply@}. */
    public static boolean isRole(String local) {
        return Lists.ROLES.contains(Names.withoutTag(local).toLowerCase(Locale.ROOT));
    }

    private static final class Lists {
        private static final SortedLines DISPOSABLE = SortedLines.ofResource("disposable-domains.txt");
        private static final SortedLines FREE = SortedLines.ofResource("free-domains.txt");
        private static final SortedLines ROLES = SortedLines.ofResource("role-accounts.txt");
        private static final PublicSuffixes SUFFIXES =
                new PublicSuffixes(SortedLines.ofResource("public-suffixes.txt"));
    }
}
