package com.ingestlayer.email;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address as RFC 5321 defines it, without two forms that nobody uses: quoted local parts and address
 * literals.
 *
 * @param local the part before the @, as it was written
 * @param domain the domain, in the form that {@link DomainName} returns
 */
public record EmailAddress(String local, String domain) {
    private static final int MAX_BYTES = 254; // RFC 5321 section 4.5.3.1.3, minus the angle brackets
    private static final int MAX_LOCAL_BYTES = 64; // section 4.5.3.1.1

    /** The dot-atom of RFC 5322 section 3.2.3, with the letters of all languages that RFC 6532 adds. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("%1$s+(?:\\.%1$s+)*".formatted("[\\w!#$%&'*+/=?^`{|}~\\p{L}\\p{M}\\p{N}-]"));

    public EmailAddress {
        requireNonNull(local, "local is null");
        requireNonNull(domain, "domain is null");
    }

    /** Returns the address; empty if the text is not one. Leading and trailing white space is ignored. */
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
