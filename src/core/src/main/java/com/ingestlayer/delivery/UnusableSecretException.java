package com.ingestlayer.delivery;

import java.util.List;

/** Secrets that are set, but must not be used. Says their names and what is wrong, never what they are. */
public final class UnusableSecretException extends Exception {
    UnusableSecretException(List<String> wrong) {
        super(String.join("; ", wrong));
    }
}
