package com.ingestlayer.yaml;

import static java.util.Objects.requireNonNull;

/**
 * Where something stands.
 *
 * @param line 1 for the first
 */
public record Place(String file, int line) {
    public Place {
        requireNonNull(file, "file is null");
    }
}
