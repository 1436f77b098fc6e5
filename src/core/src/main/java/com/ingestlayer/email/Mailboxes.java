package com.ingestlayer.email;

import java.util.Locale;
import java.util.Optional;

/**
 * Classifies domains by who provides their mailboxes. The lists are read when the first address is classified.
 * Thread-safe.
 */
public final class Mailboxes {
    /** The kind of a mailbox provider. */
    public enum Kind {
        /** A domain with its own mailboxes, such as a company's. */
        WORK,
        /** A provider where anyone can have a permanent mailbox. */
        FREE,
        /** A provider of disposable mailboxes. */
        DISPOSABLE;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    private Mailboxes() {}

    /**
     * @param domain a domain in the form that {@link EmailAddress} holds; a subdomain counts as its registered domain
     */
    public static Kind kindOf(String domain) {
        String registrable = registrableDomain(domain).orElse(domain);
        if (Lists.DISPOSABLE.contains(domain) || Lists.DISPOSABLE.contains(registrable)) {
            return Kind.DISPOSABLE;
        }
        return Lists.FREE.contains(domain) || Lists.FREE.contains(registrable) ? Kind.FREE : Kind.WORK;
    }

    /**
     * Returns the registered domain according to the Public Suffix List; empty for a name under which others register.
     */
    public static Optional<String> registrableDomain(String domain) {
        return Lists.SUFFIXES.registrableDomain(domain);
    }

    /**
     * Returns whether the mailbox belongs to a role instead of a person: {@code info@}, {@code sales@},
     * {@code no-reply@}.
     */
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
