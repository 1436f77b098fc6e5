package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.json.JsonPath;

/** One thing that is wrong with the data of a sender: where and why. Both parts are safe to show to the sender. */
public record Violation(JsonPath path, String message) {
    public Violation {
        requireNonNull(path, "path is null");
        requireNonNull(message, "message is null");
    }
}
