package com.ingestlayer;

/**
 * Answers questions about the UTF-8 form of a text without encoding it, because an encoder would cost an event more
 * than all its other checks.
 */
public final class Utf8 {
    private Utf8() {}

    /**
     * Returns false for a text with an unpaired surrogate, which would be stored, signed and sent as a question mark.
     */
    public static boolean canEncode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Returns the number of bytes of the text in UTF-8. An unpaired surrogate counts as the question mark that it would
     * become.
     */
    public static int length(CharSequence text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x800) {
                if (!Character.isSurrogate(unit)) {
                    bytes += 2;
                } else if (i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                    bytes += 2;
                    i++;
                }
            } else if (unit >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }
}
