package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.json.JsonPath;

/** One thing wrong with what was sent: where, and why. Both are fit to show the sender. */
public record Violation(JsonPath path, String message) {
    public Violation {
        requireNonNull(path, "path is null");
        requireNonNull(message, "message is null");
    }
}
