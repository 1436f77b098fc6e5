package com.ingestlayer.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done to a value before somebody gets it. */
public enum Treatment {
    /** As much stays as tells values apart for a person who reads them, never enough to get the value back. */
    MASK,
    /** A keyed hash stands in its place: the same for the same value, so that it still joins and counts. */
    HASH,
    /** It is taken out. */
    STRIP,
    /** It stays as it is. */
    RAW;

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Treatment::word).toList();

    /** Its name in a file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param word one of {@link #words()} */
    public static Treatment of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public static List<String> words() {
        return WORDS;
    }
}
