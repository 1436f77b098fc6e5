package com.ingestlayer.json;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notation for the location of a value below a root: {@code .payload.user_id}, {@code .items[0].sku}, or for any
 * other name a JSON string in brackets: {@code .payload["Full Name"]}. A name that has been read is never parsed again.
 */
public final class FieldPath {
    /**
     * A regular expression for a quoted segment. It finds the end of the segment; the text in the quotes may still be
     * malformed.
     */
    public static final String QUOTED = "\\[\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"]";

    /**
     * A regular expression for a path within a text. A full stop or dash at its end belongs to the text, not to the
     * path.
     */
    public static final String FORM = "(?:\\.[A-Za-z0-9_]++(?:-++[A-Za-z0-9_]++)*+|\\[\\d{1,9}]|" + QUOTED + ")*+";

    private static final Pattern STEP =
            Pattern.compile("\\.(?<name>[A-Za-z0-9_-]++)|\\[(?<index>\\d{1,9})]|(?<quoted>" + QUOTED + ")");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]+(?:-+[A-Za-z0-9_]+)*");
    private static final int MAX_LENGTH = 500;

    private FieldPath() {}

    /** Thrown if a text is not a path. */
    public static final class UnreadableException extends Exception {
        private UnreadableException(String reason) {
            super(reason);
        }
    }

    /**
     * Returns the names in the path; an empty list if the text ends at {@code from}.
     *
     * @param text a root with the path after it
     * @param from the index in the text at which the path begins
     * @throws UnreadableException with the position of the error and what is expected there
     */
    public static List<String> read(String text, int from) throws UnreadableException {
        if (text.length() > MAX_LENGTH) {
            throw new UnreadableException("is longer than " + MAX_LENGTH + " characters");
        }
        List<String> names = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = from;
        while (at < text.length()) {
            if (!step.region(at, text.length()).lookingAt()) {
                throw new UnreadableException(errorAt(text, at));
            }
            names.add(step.group("quoted") != null ? unquoted(step.group("quoted"), at) : plain(step));
            at = step.end();
        }
        return names;
    }

    private static String plain(Matcher step) {
        return step.group("name") != null ? step.group("name") : step.group("index");
    }

    private static String unquoted(String quoted, int at) throws UnreadableException {
        try {
            String name =
                    StrictJson.parse(quoted.substring(1, quoted.length() - 1)).textValue();
            if (name.isEmpty()) {
                throw new UnreadableException("has an empty name at character " + (at + 1));
            }
            return name;
        } catch (MalformedJsonException e) {
            throw new UnreadableException("has at character " + (at + 1)
                    + " what is no JSON string: expected [\"…\"] with \\\" for a quote in it");
        }
    }

    private static String errorAt(String text, int at) {
        String wrong = "is no ref from character " + (at + 1) + " on";
        if (text.charAt(at) == '[') {
            return wrong + ": expected [0], or [\"…\"] with double quotes around a field's name";
        }
        return wrong
                + ": expected the name of a field after a full stop (letters, digits, _ and -), or any other name as"
                + " [\"Full Name\"]";
    }

    /** Returns the text for a path, in the form that {@link #read} reads. */
    public static String write(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (PLAIN_NAME.matcher(name).matches()) {
                text.append('.').append(name);
            } else {
                text.append('[').append(Json.write(TextNode.valueOf(name))).append(']');
            }
        }
        return text.toString();
    }
}
