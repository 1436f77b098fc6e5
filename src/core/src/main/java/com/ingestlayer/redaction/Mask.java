package com.ingestlayer.redaction;

import java.util.regex.Pattern;

/** What stands in the place of a masked value: readable, and too little to get the value back. */
final class Mask {
    static final String ALL = "***";

    private static final int IPV6_GROUPS = 3;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]+");

    private Mask() {}

    /** Of something that was found. */
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

    /** Of a whole text of no known kind: its first character. */
    static String of(String text) {
        return text.codePointCount(0, text.length()) < 2 ? ALL : text.substring(0, text.offsetByCodePoints(0, 1)) + ALL;
    }

    /** The domain stays: it is most often a company's or a provider's, and what people sort by. */
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

    /** IPv4 keeps its /24, IPv6 its /48: what networks are handed out in, where many share what stays. */
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
