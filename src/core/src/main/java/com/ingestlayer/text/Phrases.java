package com.ingestlayer.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phrases that are found in texts as whole words, in capital or small letters, with any white space between their words. All of
 * them are looked for together: how many there are makes no difference to the time that a text takes. Thread-safe.
 */
public final class Phrases {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int SPACE = ' ';
    private static final int NONE = -1;

    private final List<String> phrases;
    private final Node root = new Node();

    /** What some phrases have in common so far. */
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private int phrase = NONE;
    }

    /**
     * A phrase in a text.
     *
     * @param phrase its index
     * @param end the index after its last char
     */
    record Found(int phrase, int start, int end) {}

    /** @param phrases none of them blank; of two that begin at the same place the one that stands first is found */
    public Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        for (int i = 0; i < phrases.size(); i++) {
            Node node = root;
            String plain = WHITE_SPACE.matcher(phrases.get(i).strip()).replaceAll(" ");
            for (int c : plain.codePoints().map(Phrases::folded).toArray()) {
                node = node.next.computeIfAbsent(c, each -> new Node());
            }
            node.phrase = node.phrase == NONE ? i : node.phrase;
        }
    }

    /** Whether a text has one of them. */
    public boolean in(String text) {
        return next(text, 0).isPresent();
    }

    /** The first one that begins at an index or after it. */
    Optional<Found> next(String text, int from) {
        int start = from;
        while (start < text.length()) {
            if (start == 0 || !isOfWord(text.codePointBefore(start))) {
                Optional<Found> found = at(text, start);
                if (found.isPresent()) {
                    return found;
                }
            }
            start += Character.charCount(text.codePointAt(start));
        }
        return Optional.empty();
    }

    private Optional<Found> at(String text, int start) {
        Node node = root;
        Found found = null;
        int i = start;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean white = isWhite(c);
            node = node.next.get(white ? SPACE : folded(c));
            if (node == null) {
                break;
            }
            i += Character.charCount(c);
            while (white && i < text.length() && isWhite(text.charAt(i))) {
                i++;
            }
            boolean goesFirst = node.phrase != NONE && (found == null || node.phrase < found.phrase());
            if (goesFirst && (i == text.length() || !isOfWord(text.codePointAt(i)))) {
                found = new Found(node.phrase, start, i);
            }
        }
        return Optional.ofNullable(found);
    }

    /** The same for a letter and its capital one. */
    private static int folded(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static boolean isWhite(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** A letter, a mark on one, or a digit. */
    private static boolean isOfWord(int c) {
        return Character.isLetter(c)
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phrases same && same.phrases.equals(phrases);
    }

    @Override
    public int hashCode() {
        return phrases.hashCode();
    }

    @Override
    public String toString() {
        return phrases.toString();
    }
}
