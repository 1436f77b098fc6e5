package com.ingestlayer.json;

/** A JSON text that is refused: where ({@link #path()}) and why ({@link #getMessage()}), both fit to show its sender. */
public final class MalformedJsonException extends Exception {
    private final transient JsonPath path;

    public MalformedJsonException(JsonPath path, String reason) {
        super(reason);
        this.path = path;
    }

    public JsonPath path() {
        return path;
    }
}
