package com.ingestlayer.signature;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Utf8;
import java.util.Optional;

/**
 * A secret that is shared with a receiver or a sender. Leading and trailing white space, such as the line end of a file
 * it was pasted from, is removed. The secret is never printed: {@link #toString()} hides it.
 */
public record SigningSecret(String value) {
    /** 128 bits. A shorter secret of letters and digits can be guessed. */
    private static final int MIN_BYTES = 16;

    public SigningSecret {
        value = trimmed(requireNonNull(value, "value is null"));
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the secret is empty");
        }
    }

    /** Returns the secret in a text; empty if the text is blank. */
    public static Optional<SigningSecret> in(String text) {
        return trimmed(text).isEmpty() ? Optional.empty() : Optional.of(new SigningSecret(text));
    }

    /**
     * Trims like {@code trim()} of JavaScript (ECMA-262, "TrimString"), so that the SDK's {@code verify} gets the same
     * secret.
     */
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

    /** Returns why the secret should not be used, as a phrase that follows its name; empty if it may be used. */
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
