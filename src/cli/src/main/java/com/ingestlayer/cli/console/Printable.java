package com.ingestlayer.cli.console;

import java.util.stream.Collectors;

/** Makes text safe to print on one line of a terminal. */
public final class Printable {
    private static final String REPLACEMENT = "\ufffd";

    private Printable() {}

    /**
     * Strips white space at both ends, and replaces control characters and characters that change the direction of the text
     * that follows.
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
