package com.ingestlayer.text;

/** Looks for a text in a text, in time that grows with their lengths and not with the product of them. */
public final class Search {
    /** Up to here {@link String#contains} is faster, whatever the texts are made of. */
    private static final int SHORT = 32;

    private Search() {}

    /** As {@link String#contains}, which compares anew at each place and takes minutes for long texts made to that end. */
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

    /** The failure function of Knuth, Morris and Pratt: how much of the part's beginning is the end of each of its beginnings. */
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
