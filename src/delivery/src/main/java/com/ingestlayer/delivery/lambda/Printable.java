package com.ingestlayer.delivery.lambda;

import com.ingestlayer.Utf8;

/** Makes a receiver's text safe for a table, a log and a terminal. */
final class Printable {
    private static final String REPLACEMENT = "\ufffd";

    private Printable() {}

    /**
     * Returns the beginning of a text: at most the given number of bytes of UTF-8, without a truncated character.
     * Control characters except tabs and line ends are replaced.
     */
    static String of(String text, int maxBytes) {
        StringBuilder printable = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            boolean control = Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0;
            String safe = control ? REPLACEMENT : Character.toString(character);
            bytes += Utf8.length(safe);
            if (bytes > maxBytes) {
                break;
            }
            printable.append(safe);
        }
        return printable.toString();
    }
}
