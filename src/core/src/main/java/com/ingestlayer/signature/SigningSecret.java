package com.ingestlayer.signature;

import static java.util.Objects.requireNonNull;

/** A secret shared with a receiver. Never printed: {@link #toString()} hides it. */
public record SigningSecret(String value) {
    public SigningSecret {
        requireNonNull(value, "value is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the secret is empty");
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[hidden]";
    }
}
