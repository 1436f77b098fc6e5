package com.ingestlayer.yaml;

import static java.util.Objects.requireNonNull;

/**
 * A location in a file.
 *
 * @param line the line number, starting at 1
 */
public record Place(String file, int line) {
    public Place {
        requireNonNull(file, "file is null");
    }
}
