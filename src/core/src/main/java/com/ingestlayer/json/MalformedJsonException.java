package com.ingestlayer.json;

/**
 * Thrown if a JSON text is refused. It says where ({@link #path()}) and why ({@link #getMessage()}); both are safe to
 * show to the sender.
 */
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
