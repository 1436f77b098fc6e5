package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A secret shared with a receiver. Never printed: {@link #toString()} hides it. */
public record SigningSecret(String value) {
    /** 128 bits, below which a secret that only letters and digits stand in can be guessed. */
    private static final int MIN_BYTES = 16;

    public SigningSecret {
        requireNonNull(value, "value is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the secret is empty");
        }
    }

    /** Why it should not be used as it stands, in words that go on after its name; empty when it may. */
    public Optional<String> weakness() {
        return value.getBytes(UTF_8).length < MIN_BYTES
                ? Optional.of("is too short: it needs at least " + MIN_BYTES + " bytes")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "SigningSecret[hidden]";
    }
}
