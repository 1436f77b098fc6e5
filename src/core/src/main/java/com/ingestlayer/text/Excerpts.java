package com.ingestlayer.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.Utf8;
import java.util.List;
import java.util.regex.Pattern;

/** Shortens texts. */
public final class Excerpts {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** Matches after the punctuation that ends a sentence and any closing quotes or brackets, and at an empty line. */
    private static final Pattern BETWEEN_SENTENCES =
            Pattern.compile("(?<=[.!?…][\"'”’)\\]]{0,2})\\s+|(?<=[。！？])|\\n\\s*\\n");

    private Excerpts() {}

    /**
     * Returns as many of the first sentences as fit, with single spaces; if not even one fits, returns its beginning.
     *
     * @param texts the texts in order; the end of a text also ends a sentence
     * @param maxChars the maximum length in UTF-16 units
     */
    public static String firstSentences(List<String> texts, int maxChars) {
        StringBuilder first = new StringBuilder();
        for (String text : texts) {
            // Text beyond this length cannot fit, however much white space the text has, so it is not read.
            for (String raw : BETWEEN_SENTENCES.split(start(text, 16 * maxChars))) {
                String sentence = WHITE_SPACE.matcher(raw).replaceAll(" ").strip();
                if (sentence.isEmpty()) {
                    continue;
                }
                if (first.isEmpty()) {
                    first.append(beginning(sentence, maxChars));
                } else if (first.length() + 1 + sentence.length() <= maxChars) {
                    first.append(' ').append(sentence);
                } else {
                    return first.toString();
                }
            }
        }
        return first.toString();
    }

    /** Returns the text, or if it is longer than that many UTF-16 units, the whole words at its beginning and "…". */
    public static String beginning(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        String cut = start(text, maxChars - 1);
        int space = cut.lastIndexOf(' ');
        boolean endsWord = Character.isWhitespace(text.charAt(cut.length()));
        return (endsWord || space < maxChars / 2 ? cut : cut.substring(0, space)).stripTrailing() + "…";
    }

    /** Returns the text, or its beginning if it has more bytes than that in UTF-8. */
    public static String withinBytes(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3 || Utf8.length(text) <= maxBytes) { // a unit has at most three bytes
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) { // within a character
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    /** Returns the first UTF-16 units of the text, or one less if the cut would split a character. */
    private static String start(String text, int units) {
        if (text.length() <= units) {
            return text;
        }
        boolean endsInHalf = units > 0 && Character.isHighSurrogate(text.charAt(units - 1));
        return text.substring(0, endsInHalf ? units - 1 : units);
    }
}
