package com.ingestlayer.json;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people write where a value stands below a root: {@code .payload.user_id}, {@code .items[0].sku}, and with a JSON string in
 * brackets every other name: {@code .payload["Full Name"]}. No text that it was read from is ever read again.
 */
public final class FieldPath {
    /** A regular expression of a quoted step, as far as its end is concerned; it may still be wrong inside its quotes. */
    public static final String QUOTED = "\\[\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"]";

    /** A regular expression of a path inside a text, where a full stop or a dash after it is text again. */
    public static final String FORM = "(?:\\.[A-Za-z0-9_]++(?:-++[A-Za-z0-9_]++)*+|\\[\\d{1,9}]|" + QUOTED + ")*+";

    private static final Pattern STEP =
            Pattern.compile("\\.(?<name>[A-Za-z0-9_-]++)|\\[(?<index>\\d{1,9})]|(?<quoted>" + QUOTED + ")");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]+(?:-+[A-Za-z0-9_]+)*");
    private static final int LONGEST = 500;

    private FieldPath() {}

    /** A text that is no path. */
    public static final class UnreadableException extends Exception {
        private UnreadableException(String reason) {
            super(reason);
        }
    }

    /**
     * The names on the way, none where the text ends at once.
     *
     * @param text a root and the path behind it
     * @param from where the path begins in the text
     * @throws UnreadableException with the place and what is expected there
     */
    public static List<String> read(String text, int from) throws UnreadableException {
        if (text.length() > LONGEST) {
            throw new UnreadableException("is longer than " + LONGEST + " characters");
        }
        List<String> names = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = from;
        while (at < text.length()) {
            if (!step.region(at, text.length()).lookingAt()) {
                throw new UnreadableException(whatIsWrongAt(text, at));
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

    private static String whatIsWrongAt(String text, int at) {
        String wrong = "is no ref from character " + (at + 1) + " on";
        if (text.charAt(at) == '[') {
            return wrong + ": expected [0], or [\"…\"] with double quotes around a field's name";
        }
        return wrong
                + ": expected the name of a field after a full stop (letters, digits, _ and -), or any other name as"
                + " [\"Full Name\"]";
    }

    /** The text that {@link #read} reads. */
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
