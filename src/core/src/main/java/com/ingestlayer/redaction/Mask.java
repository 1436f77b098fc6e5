package com.ingestlayer.redaction;

import java.util.regex.Pattern;

/** The replacement for a masked value: readable, but too short to recover the value. */
final class Mask {
    static final String ALL = "***";

    private static final int IPV6_GROUPS = 3;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]+");

    private Mask() {}

    /** Returns the mask of a finding. */
    static String of(Kind kind, String text) {
        return switch (kind) {
            case SECRET -> ALL;
            case EMAIL -> email(text);
            case CARD -> ALL + lastDigits(text, 4);
            case PHONE -> ALL + lastDigits(text, 2);
            case IBAN -> iban(text);
            case IP -> ip(text);
        };
    }

    /** Returns the mask of a whole text of unknown kind, which keeps its first character. */
    static String of(String text) {
        return text.codePointCount(0, text.length()) < 2 ? ALL : text.substring(0, text.offsetByCodePoints(0, 1)) + ALL;
    }

    /** Keeps the domain: it usually belongs to a company or a provider, and is what people sort by. */
    private static String email(String text) {
        int at = text.lastIndexOf('@');
        return of(text.substring(0, at)) + text.substring(at);
    }

    private static String lastDigits(String text, int count) {
        String digits = NO_DIGIT.matcher(text).replaceAll("");
        return digits.substring(Math.max(0, digits.length() - count));
    }

    private static String iban(String text) {
        String compact = NO_LETTER_OR_DIGIT.matcher(text).replaceAll("");
        return compact.substring(0, 2) + ALL + compact.substring(compact.length() - 4);
    }

    /**
     * Keeps the /24 of an IPv4 address and the /48 of an IPv6 address. Networks are assigned in these sizes, and many
     * users share one.
     */
    private static String ip(String text) {
        if (IpAddresses.isV4(text)) {
            return text.substring(0, text.lastIndexOf('.') + 1) + ALL;
        }
        return IpAddresses.groups(text)
                .filter(groups -> !groups.get(0).equals("0"))
                .map(groups -> String.join(":", groups.subList(0, IPV6_GROUPS)) + ":" + ALL)
                .orElse(ALL);
    }
}
