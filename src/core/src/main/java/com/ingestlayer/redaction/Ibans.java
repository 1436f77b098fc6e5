package com.ingestlayer.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** IBANs (ISO 13616): a country, two check digits by which it is 1 modulo 97, and 11 to 30 more; small letters are taken too. */
final class Ibans {
    private static final Pattern START = Pattern.compile("(?<![A-Za-z0-9])([A-Za-z]{2})\\d{2}(?=[A-Za-z0-9 -])");
    private static final Set<String> COUNTRIES =
            Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK")).collect(Collectors.toUnmodifiableSet());
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;

    private Ibans() {}

    static void find(String text, List<Finding> found) {
        Matcher start = START.matcher(text);
        int searched = 0;
        while (start.find()) {
            if (start.start() >= searched && COUNTRIES.contains(start.group(1).toUpperCase(Locale.ROOT))) {
                int end = end(text, start.start(), start.end());
                if (end > 0) {
                    found.add(new Finding(Kind.IBAN, start.start(), end));
                    searched = end;
                }
            }
        }
    }

    /** Where the longest IBAN that begins there ends; -1 when there is none. */
    private static int end(String text, int start, int afterCheckDigits) {
        int rest = 0;
        int length = 4;
        int best = -1;
        for (int i = afterCheckDigits; i < text.length() && length < LONGEST; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '-') {
                if (!isPart(text.charAt(i - 1))) {
                    break;
                }
                continue;
            }
            if (!isPart(c)) {
                break;
            }
            rest = append(rest, c);
            length++;
            boolean ends = i + 1 == text.length() || !isPart(text.charAt(i + 1));
            if (ends && length >= SHORTEST && checks(rest, text, start)) {
                best = i + 1;
            }
        }
        return best;
    }

    private static boolean checks(int rest, String text, int start) {
        int all = rest;
        for (int i = start; i < start + 4; i++) {
            all = append(all, text.charAt(i));
        }
        return all == 1;
    }

    private static int append(int rest, char c) {
        int value = Character.digit(c, 36);
        return (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }

    private static boolean isPart(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
