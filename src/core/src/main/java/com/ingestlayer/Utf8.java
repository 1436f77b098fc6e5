package com.ingestlayer;

/** Which texts have bytes in UTF-8. Checked by hand, because an encoder costs an event more than the rest of its checks. */
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
}
