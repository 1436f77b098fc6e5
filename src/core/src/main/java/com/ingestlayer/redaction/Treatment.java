package com.ingestlayer.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The treatment of a value before someone outside sees it. */
public enum Treatment {
    /**
     * The value is shortened: enough stays for a person to tell values apart, but never enough to recover the value.
     */
    MASK,
    /** The value is replaced by a keyed hash, which is the same for the same value, so joins and counts still work. */
    HASH,
    /** The value is removed. */
    STRIP,
    /** The value stays as it is. */
    RAW;

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Treatment::word).toList();

    /** Returns the name of the treatment in a file. */
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
