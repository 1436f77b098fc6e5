package com.ingestlayer.cli.console;

import java.util.stream.Collectors;

/** Makes a text fit for one line of a terminal. */
public final class Printable {
    private static final String REPLACEMENT = "\ufffd";

    private Printable() {}

    /**
     * The text without white space around it, with every control character replaced, and every character that turns the
     * direction of what follows.
     */
    public static String of(String text) {
        return text.strip()
                .codePoints()
                .mapToObj(each -> isHarmless(each) ? Character.toString(each) : REPLACEMENT)
                .collect(Collectors.joining());
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
