package com.ingestlayer.yaml;

import java.util.Collection;
import java.util.Comparator;

/** Suggests the correct name for a misspelt one. */
public final class Names {
    private Names() {}

    /** Returns {@code ; did you mean "status"?} if a valid name is close, and {@code ; expected one of …} otherwise. */
    public static String instead(String wrong, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(nearest -> distance(wrong, nearest) <= Math.max(2, wrong.length() / 3))
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElse("; expected one of " + String.join(", ", valid));
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
