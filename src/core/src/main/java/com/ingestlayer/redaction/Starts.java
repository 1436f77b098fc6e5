package com.ingestlayer.redaction;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the matches of {@link Matcher#find()}, but tries the pattern only where a cheap look at two or three characters
 * allows a match. The look must accept every real beginning. This bounds the time that a hostile text takes.
 */
final class Starts {
    /** Returns whether a match may begin at this character. False positives are allowed, false negatives are not. */
    @FunctionalInterface
    interface Look {
        boolean at(String text, int i);
    }

    private Starts() {}

    static void find(Pattern pattern, String text, Look mayBegin, Consumer<Matcher> found) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        int length = text.length();
        int i = 0;
        while (i < length) {
            if (mayBegin.at(text, i) && matcher.region(i, length).lookingAt()) {
                found.accept(matcher);
                i = Math.max(i + 1, matcher.end());
            } else {
                i++;
            }
        }
    }

    static boolean isLetterOrDigit(char c) {
        return c < 128 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /**
     * Returns whether an ASCII letter or digit comes directly before; the pattern itself must check for other letters
     * and digits.
     */
    static boolean followsLetterOrDigit(String text, int i) {
        return i > 0 && isLetterOrDigit(text.charAt(i - 1));
    }
}
