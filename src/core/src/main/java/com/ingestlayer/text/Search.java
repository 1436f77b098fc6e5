package com.ingestlayer.text;

/** Searches for a text in another, in time that grows with the sum of their lengths and not with the product. */
public final class Search {
    /** Up to this length {@link String#contains} is faster for any text. */
    private static final int SHORT = 32;

    private Search() {}

    /**
     * Does the same as {@link String#contains}, which starts again at each position and takes minutes for long texts
     * that are crafted for that.
     */
    public static boolean contains(String text, String part) {
        if (part.length() <= SHORT || part.length() > text.length()) {
            return text.contains(part);
        }
        int[] fallback = fallback(part);
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            while (matched > 0 && part.charAt(matched) != c) {
                matched = fallback[matched - 1];
            }
            if (part.charAt(matched) == c) {
                matched++;
            }
            if (matched == part.length()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The failure function of Knuth, Morris and Pratt: for each prefix of the part, the length of its longest proper
     * prefix that is also its suffix.
     */
    private static int[] fallback(String part) {
        int[] fallback = new int[part.length()];
        int matched = 0;
        for (int i = 1; i < part.length(); i++) {
            while (matched > 0 && part.charAt(matched) != part.charAt(i)) {
                matched = fallback[matched - 1];
            }
            if (part.charAt(matched) == part.charAt(i)) {
                matched++;
            }
            fallback[i] = matched;
        }
        return fallback;
    }
}
