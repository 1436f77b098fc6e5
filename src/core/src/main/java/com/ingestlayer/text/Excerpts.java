package com.ingestlayer.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.Utf8;
import java.util.List;
import java.util.regex.Pattern;

/** Makes texts shorter. */
public final class Excerpts {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** After a sentence's last mark, with what closes after it, and at an empty line. */
    private static final Pattern BETWEEN_SENTENCES =
            Pattern.compile("(?<=[.!?…][\"'”’)\\]]{0,2})\\s+|(?<=[。！？])|\\n\\s*\\n");

    private Excerpts() {}

    /**
     * As many of the first sentences as fit, with single spaces; where not even one does, its beginning.
     *
     * @param texts one after the other; a sentence ends with its text
     * @param maxChars the most UTF-16 units there may be
     */
    public static String firstSentences(List<String> texts, int maxChars) {
        StringBuilder first = new StringBuilder();
        for (String text : texts) {
            // Nothing beyond can fit: whatever the text's white space is, no more than this is looked at.
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

    /** The text, or whole words of its beginning and … where it is longer than that many UTF-16 units. */
    public static String beginning(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        String cut = start(text, maxChars - 1);
        int space = cut.lastIndexOf(' ');
        boolean endsWord = Character.isWhitespace(text.charAt(cut.length()));
        return (endsWord || space < maxChars / 2 ? cut : cut.substring(0, space)).stripTrailing() + "…";
    }

    /** The text, or its beginning where it is more bytes than that in UTF-8. */
    public static String withinBytes(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3 || Utf8.length(text) <= maxBytes) { // no UTF-16 unit is more than three bytes
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) { // in the middle of a character
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    /** The text's first UTF-16 units, or one less where they would end in the middle of a character. */
    private static String start(String text, int units) {
        if (text.length() <= units) {
            return text;
        }
        boolean endsInHalf = units > 0 && Character.isHighSurrogate(text.charAt(units - 1));
        return text.substring(0, endsInHalf ? units - 1 : units);
    }
}
