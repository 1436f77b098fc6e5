package com.ingestlayer;

/** What UTF-8 makes of a text, found without encoding it: an encoder costs an event more than the rest of its checks. */
public final class Utf8 {
    private Utf8() {}

    /** False for a text with half of a surrogate pair, which would be stored, signed and sent as a question mark. */
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

    /** How many bytes the text has in UTF-8; half of a surrogate pair counts as the question mark that it would become. */
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
