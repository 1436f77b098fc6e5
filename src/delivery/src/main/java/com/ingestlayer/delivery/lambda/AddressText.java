package com.ingestlayer.delivery.lambda;

import static java.util.Comparator.comparingInt;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes IP addresses as people read them. */
final class AddressText {
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

    private AddressText() {}

    /** IPv4 with dots; IPv6 in brackets, with its longest run of zeros left out (RFC 5952 section 4.2). */
    static String of(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        String numbers = text.replaceFirst("%.*", "");
        Optional<MatchResult> run = ZEROS.matcher(numbers)
                .results()
                .sorted(comparingInt(zeros -> -zeros.group().replace(":", "").length()))
                .findFirst();
        return run.map(zeros -> "[" + numbers.substring(0, zeros.start()) + "::" + numbers.substring(zeros.end()) + "]")
                .orElse("[" + numbers + "]");
    }
}
