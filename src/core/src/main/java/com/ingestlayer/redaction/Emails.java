package com.ingestlayer.redaction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses in the form that people write: without quoted local parts, and with a domain of at least two
 * labels whose last one begins with a letter. Letters of all alphabets are accepted.
 */
final class Emails {
    private static final Pattern FORM = Pattern.compile("(?<![\\p{L}\\p{N}._%+'-])(?<local>[\\p{L}\\p{N}._%+'-]++)"
            + "@(?<domain>[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,20}+)");

    private Emails() {}

    static void find(String text, List<Finding> found) {
        Starts.find(FORM, text, Emails::mayBegin, matcher -> {
            int start = skipPunctuation(text, matcher.start("local"), matcher.end("local"));
            int end = endOfDomain(text, matcher.start("domain"), matcher.end("domain"));
            if (start < matcher.end("local") && end > 0) {
                found.add(new Finding(Kind.EMAIL, start, end));
            }
        });
    }

    private static boolean mayBegin(String text, int i) {
        return mayBeLocal(text.charAt(i)) && (i == 0 || text.charAt(i - 1) >= 128 || !mayBeLocal(text.charAt(i - 1)));
    }

    private static boolean mayBeLocal(char c) {
        return c >= 128 || Starts.isLetterOrDigit(c) || "._%+'-".indexOf(c) >= 0;
    }

    private static int skipPunctuation(String text, int from, int to) {
        int start = from;
        while (start < to && ".-'".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }

    /**
     * Removes labels from the end until the last one may be a top-level domain; returns -1 if fewer than two labels are
     * left.
     */
    private static int endOfDomain(String text, int from, int to) {
        int end = to;
        while (end > from) {
            int dot = text.lastIndexOf('.', end - 1);
            if (dot < from) {
                return -1;
            }
            while (text.charAt(end - 1) == '-') {
                end--;
            }
            if (end - dot > 2 && Character.isLetter(text.charAt(dot + 1))) {
                return end;
            }
            end = dot;
        }
        return -1;
    }
}
