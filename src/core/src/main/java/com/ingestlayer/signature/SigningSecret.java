package com.ingestlayer.signature;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import java.util.Optional;

/**
 * A secret shared with a receiver or a sender. White space around it, such as the line end of the file that it was pasted from,
 * is no part of it, wherever it came from. Never printed: {@link #toString()} hides it.
 */
public record SigningSecret(String value) {
    /** 128 bits, below which a secret that only letters and digits stand in can be guessed. */
    private static final int MIN_BYTES = 16;

    public SigningSecret {
        value = trimmed(requireNonNull(value, "value is null"));
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the secret is empty");
        }
    }

    /** The secret in a text; empty when the text is blank. */
    public static Optional<SigningSecret> in(String text) {
        return trimmed(text).isEmpty() ? Optional.empty() : Optional.of(new SigningSecret(text));
    }

    /** As {@code trim()} of JavaScript (ECMA-262, "TrimString"), so that the SDK's {@code verify} trims the same. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isWhiteSpace(char character) {
        return "\t\n\u000b\f\r\ufeff".indexOf(character) >= 0 || Character.isSpaceChar(character);
    }

    /** Why it should not be used as it stands, in words that go on after its name; empty when it may. */
    public Optional<String> weakness() {
        return Utf8.length(value) < MIN_BYTES
                ? Optional.of("is too short: it needs at least " + MIN_BYTES + " bytes")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "SigningSecret[hidden]";
    }
}
