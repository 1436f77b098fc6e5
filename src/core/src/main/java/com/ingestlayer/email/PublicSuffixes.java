package com.ingestlayer.email;

import java.util.Optional;

/** The Public Suffix List: under which names people register domains. Its algorithm: https://publicsuffix.org/list/. */
final class PublicSuffixes {
    private final SortedLines rules;

    PublicSuffixes(SortedLines rules) {
        this.rules = rules;
    }

    /**
     * The public suffix and one label more: {@code acme.co.uk} of {@code mail.acme.co.uk}. Empty for a name that is a public
     * suffix itself.
     *
     * @param domain as {@link DomainName} has it
     */
    Optional<String> registrableDomain(String domain) {
        int owned = -1; // where the part that may be registered begins: one label before the suffix
        int start = 0;
        while (start >= 0) {
            String name = domain.substring(start);
            int dot = domain.indexOf('.', start);
            if (rules.contains("!" + name)) {
                return Optional.of(name);
            }
            boolean isLast = dot < 0;
            if (rules.contains(name) || (!isLast && rules.contains("*" + domain.substring(dot))) || isLast) {
                return owned < 0 ? Optional.empty() : Optional.of(domain.substring(owned));
            }
            owned = start;
            start = dot + 1;
        }
        throw new IllegalStateException("the last label is a suffix where no rule says otherwise");
    }
}
