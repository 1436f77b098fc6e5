package com.ingestlayer.email;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as RFC 5321 lets one be reached by it, without what nobody uses: quoted local parts and address literals.
 *
 * @param local what stands before the @, as it was written
 * @param domain a domain's name, as {@link DomainName} has it
 */
public record EmailAddress(String local, String domain) {
    private static final int MAX_BYTES = 254; // RFC 5321 section 4.5.3.1.3, less the angle brackets
    private static final int MAX_LOCAL_BYTES = 64; // section 4.5.3.1.1

    /** RFC 5322 section 3.2.3's dot-atom, with the letters of all languages as RFC 6532 adds them. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("%1$s+(?:\\.%1$s+)*".formatted("[\\w!#$%&'*+/=?^`{|}~\\p{L}\\p{M}\\p{N}-]"));

    public EmailAddress {
        requireNonNull(local, "local is null");
        requireNonNull(domain, "domain is null");
    }

    /** The address; empty when the text is none. White space around it does not count. */
    public static Optional<EmailAddress> parse(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || bytes(address) > MAX_BYTES) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        if (bytes(local) > MAX_LOCAL_BYTES || !DOT_ATOM.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.parse(address.substring(at + 1)).map(domain -> new EmailAddress(local, domain));
    }

    private static int bytes(String text) {
        return Utf8.length(text);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
