package com.ingestlayer.event;

import com.ingestlayer.Ascii;
import java.util.Optional;

/** The rule for event types: free, dotted names. */
public final class EventType {
    private static final int MAX_LENGTH = 128;
    private static final String PUNCTUATION = "._:/-";

    private EventType() {}

    /** Returns why the text is not a valid type; empty if it is valid. */
    public static Optional<String> whatIsWrongWith(String type) {
        return isValid(type)
                ? Optional.empty()
                : Optional.of("expected 1 to 128 letters, digits and . _ - : / that start with a letter or digit");
    }

    private static boolean isValid(String type) {
        return !type.isEmpty()
                && type.length() <= MAX_LENGTH
                && PUNCTUATION.indexOf(type.charAt(0)) < 0
                && Ascii.hasOnlyLettersDigitsAnd(PUNCTUATION, type);
    }
}
