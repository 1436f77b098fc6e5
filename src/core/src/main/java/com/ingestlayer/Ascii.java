package com.ingestlayer;

/**
 * Checks the characters of names. It is written by hand, because a regular expression would cost every event more than
 * all its other checks.
 */
public final class Ascii {
    private Ascii() {}

    /** Returns whether a text consists only of ASCII letters, digits and these other characters. */
    public static boolean hasOnlyLettersDigitsAnd(String others, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
