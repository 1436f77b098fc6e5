package com.ingestlayer.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds IBANs (ISO 13616): a country code, two check digits that make the number 1 modulo 97, and 11 to 30 further
 * characters. Lower-case letters are accepted too.
 */
final class Ibans {
    private static final Set<String> COUNTRIES =
            Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK")).collect(Collectors.toUnmodifiableSet());
    private static final int MIN_LENGTH = 15;
    private static final int MAX_LENGTH = 34;

    private Ibans() {}

    static void find(String text, List<Finding> found) {
        int i = 0;
        while (i < text.length() - MIN_LENGTH + 1) {
            int end = mayBegin(text, i) ? end(text, i, i + 4) : -1;
            if (end > 0) {
                found.add(new Finding(Kind.IBAN, i, end));
            }
            i = Math.max(i + 1, end);
        }
    }

    private static boolean mayBegin(String text, int i) {
        return isLetter(text.charAt(i))
                && isLetter(text.charAt(i + 1))
                && Starts.isDigit(text.charAt(i + 2))
                && Starts.isDigit(text.charAt(i + 3))
                && !Starts.followsLetterOrDigit(text, i)
                && COUNTRIES.contains(text.substring(i, i + 2).toUpperCase(Locale.ROOT));
    }

    private static boolean isLetter(char c) {
        return Starts.isLetterOrDigit(c) && !Starts.isDigit(c);
    }

    /** Returns the end of the longest IBAN that begins there; -1 if there is none. */
    private static int end(String text, int start, int afterCheckDigits) {
        int remainder = 0;
        int length = 4;
        int best = -1;
        for (int i = afterCheckDigits; i < text.length() && length < MAX_LENGTH; i++) {
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
            remainder = append(remainder, c);
            length++;
            boolean ends = i + 1 == text.length() || !isPart(text.charAt(i + 1));
            if (ends && length >= MIN_LENGTH && checks(remainder, text, start)) {
                best = i + 1;
            }
        }
        return best;
    }

    private static boolean checks(int remainder, String text, int start) {
        int all = remainder;
        for (int i = start; i < start + 4; i++) {
            all = append(all, text.charAt(i));
        }
        return all == 1;
    }

    private static int append(int remainder, char c) {
        int value = Character.digit(c, 36);
        return (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
    }

    private static boolean isPart(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
