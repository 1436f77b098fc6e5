package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

/** An event id: {@code evt_} and 26 characters of Crockford's base 32. */
public record EventId(String value) {
    private static final String PREFIX = "evt_";
    private static final int LENGTH = PREFIX.length() + 26;
    private static final String EXCLUDED_LETTERS = "ILOU";

    public EventId {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an event id: " + value);
        }
    }

    /** Returns whether a text from outside has the form of an event id. */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z' && EXCLUDED_LETTERS.indexOf(c) < 0);
    }

    /**
     * Written by hand, like {@link #equals}: the JDK links the generated methods of a record at their first use, which
     * adds 10 ms to a cold start.
     */
    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventId id && id.value.equals(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
