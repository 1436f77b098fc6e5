package com.ingestlayer.email;

import java.util.Optional;

/**
 * The Public Suffix List: the names under which domains are registered. The algorithm is described at
 * https://publicsuffix.org/list/.
 */
final class PublicSuffixes {
    private final SortedLines rules;

    PublicSuffixes(SortedLines rules) {
        this.rules = rules;
    }

    /**
     * Returns the public suffix and one more label: {@code acme.co.uk} for {@code mail.acme.co.uk}. Returns empty for a
     * name that is itself a public suffix.
     *
     * @param domain a name in the form that {@link DomainName} returns
     */
    Optional<String> registrableDomain(String domain) {
        int owned = -1; // the start of the registered domain: one label before the suffix
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
