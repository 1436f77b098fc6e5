package com.ingestlayer.redaction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds phone numbers that are recognizable as such: with + or 00 and a country code (E.164), with an area code in
 * brackets, in the three groups of North America, or with the leading 0 of national numbers in most countries. Any
 * other plain sequence of digits is not treated as a phone number.
 */
final class Phones {
    private static final String BEFORE = "(?<![\\p{L}\\p{N}]|\\p{N}[-_/.]|\\p{L}[-_])";
    private static final String AFTER = "(?![\\p{L}\\p{N}]|[-_][\\p{L}\\p{N}])";
    private static final Pattern FORM = Pattern.compile("(?<![\\p{L}\\p{N}+])\\+[1-9](?:[ ()./-]{0,3}\\d){7,14}(?!\\d)"
            + "|" + BEFORE + "(?:"
            + "00[1-9](?:\\d{10,13}|\\d{0,2}(?:[ ()./-]{1,2}\\d{2,10}){2,5})" // 00 49 170 1234567
            + "|(?:1[ .-])?\\(\\d{2,5}\\)[ -]?\\d{2,8}+(?:[ /-]\\d{2,8}+){0,4}" // (555) 123-4567
            + "|(?:1[ .-])?[2-9]\\d\\d(?:-\\d{3}-|\\.\\d{3}\\.| [2-9]\\d\\d )\\d{4}" // 555-123-4567
            + "|0(?=(?:[ /-]{0,3}\\d){8})[1-9]\\d{0,4}[ /-]{1,3}\\d{3,8}+(?:[ -]\\d{2,8}+){0,3}" // 0170 1234567
            + "|0[1-9](?:[ .]\\d\\d){4}" // 01 23 45 67 89
            + "|0[1-9]\\d{8,10})" // 01701234567
            + AFTER);
    private static final int MIN_DIGITS = 7;

    private Phones() {}

    static void find(String text, List<Finding> found) {
        Starts.find(FORM, text, Phones::mayBegin, matcher -> {
            long digits =
                    matcher.group().chars().filter(c -> c >= '0' && c <= '9').count();
            if (digits >= MIN_DIGITS) {
                found.add(new Finding(Kind.PHONE, matcher.start(), matcher.end()));
            }
        });
    }

    private static boolean mayBegin(String text, int i) {
        char c = text.charAt(i);
        if ((!Starts.isDigit(c) && c != '+' && c != '(') || Starts.followsLetterOrDigit(text, i)) {
            return false;
        }
        boolean afterDigitAndSeparator =
                c != '+' && i > 1 && "-_/.".indexOf(text.charAt(i - 1)) >= 0 && Starts.isDigit(text.charAt(i - 2));
        return !afterDigitAndSeparator;
    }
}
