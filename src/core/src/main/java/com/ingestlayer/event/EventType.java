package com.ingestlayer.event;

import com.ingestlayer.Ascii;
import java.util.Optional;

/** What an event's type may look like: a free dotted name. */
public final class EventType {
    private static final int MAX_LENGTH = 128;
    private static final String INSIDE = "._:/-";

    private EventType() {}

    /** Empty when the text is a right type, else the reason why it is not. */
    public static Optional<String> whatIsWrongWith(String type) {
        return isRight(type)
                ? Optional.empty()
                : Optional.of("expected 1 to 128 letters, digits and . _ - : / that start with a letter or digit");
    }

    private static boolean isRight(String type) {
        return !type.isEmpty()
                && type.length() <= MAX_LENGTH
                && INSIDE.indexOf(type.charAt(0)) < 0
                && Ascii.hasOnlyLettersDigitsAnd(INSIDE, type);
    }
}
