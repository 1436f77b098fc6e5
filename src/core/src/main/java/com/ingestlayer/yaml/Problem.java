package com.ingestlayer.yaml;

import static java.util.Objects.requireNonNull;

/**
 * One mistake in a file.
 *
 * @param line the line number, starting at 1
 * @param message what is wrong and what was expected
 */
public record Problem(String file, int line, String message) {
    public Problem {
        requireNonNull(file, "file is null");
        requireNonNull(message, "message is null");
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
