package com.ingestlayer;

/** Which characters names are made of, by hand: a regular expression costs every event more than the rest of its checks. */
public final class Ascii {
    private Ascii() {}

    /** Whether a text has nothing but ASCII letters, digits and these others in it. */
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
