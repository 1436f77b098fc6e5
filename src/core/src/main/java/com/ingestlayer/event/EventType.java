package com.ingestlayer.event;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an event's type may look like: a free dotted name. */
public final class EventType {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    private EventType() {}

    /** Empty when the text is a right type, else the reason why it is not. */
    public static Optional<String> whatIsWrongWith(String type) {
        return FORM.matcher(type).matches()
                ? Optional.empty()
                : Optional.of("expected 1 to 128 letters, digits and . _ - : / that start with a letter or digit");
    }
}
