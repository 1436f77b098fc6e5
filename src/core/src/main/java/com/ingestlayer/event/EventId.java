package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** {@code evt_} and 26 characters of Crockford's base 32. */
public record EventId(String value) {
    private static final Pattern FORM = Pattern.compile("evt_[0-9A-HJKMNP-TV-Z]{26}");

    public EventId {
        requireNonNull(value, "value is null");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an event id: " + value);
        }
    }

    /** Whether a text from outside could be an event id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
