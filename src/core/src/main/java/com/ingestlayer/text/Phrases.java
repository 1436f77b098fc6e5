package com.ingestlayer.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds phrases in texts as whole words, without regard to case, and with any white space between the words. All
 * phrases are searched for in one pass, so their number does not affect the running time. Immutable and thread-safe.
 */
public final class Phrases {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int SPACE = ' ';
    private static final int NONE = -1;

    private final List<String> phrases;
    private final Node root = new Node();

    /** A node of the trie: a common beginning of some phrases. */
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private int phrase = NONE;
    }

    /**
     * The location of a phrase in a text.
     *
     * @param phrase the index of the phrase
     * @param end the index after its last char
     */
    record Found(int phrase, int start, int end) {}

    /**
     * @param phrases the phrases, none of them blank; of two that begin at the same position, the one listed first is
     *     found
     */
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

    /** Returns whether a text contains one of the phrases. */
    public boolean in(String text) {
        return next(text, 0).isPresent();
    }

    /** Returns the first phrase that begins at or after an index. */
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
            boolean takesPrecedence = node.phrase != NONE && (found == null || node.phrase < found.phrase());
            if (takesPrecedence && (i == text.length() || !isOfWord(text.codePointAt(i)))) {
                found = new Found(node.phrase, start, i);
            }
        }
        return Optional.ofNullable(found);
    }

    /** Returns the same code point for the lower-case and upper-case forms of a letter. */
    private static int folded(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static boolean isWhite(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Returns whether the character is a letter, a combining mark or a digit. */
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
