package com.ingestlayer.json;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A location in a JSON document, written as in RFC 9535: {@code $.events[3].payload['odd name']}. Immutable. The text
 * is built only on demand, because most paths are never shown.
 */
public final class JsonPath {
    public static final JsonPath ROOT = new JsonPath(null, null, -1);

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_NAME_LENGTH = 80;

    private final JsonPath parent;
    private final String name;
    private final int index;

    private JsonPath(JsonPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /**
     * Returns the location of something outside the document, such as a path parameter, a query parameter or a header;
     * it is written as the bare name.
     */
    public static JsonPath beside(String name) {
        return new JsonPath(null, name, -1);
    }

    public JsonPath child(String name) {
        return new JsonPath(this, name, -1);
    }

    public JsonPath child(int index) {
        return new JsonPath(this, null, index);
    }

    @Override
    public String toString() {
        return Optional.ofNullable(parent).map(JsonPath::toString).orElse("") + segment();
    }

    private String segment() {
        if (parent == null) {
            return name == null ? "$" : name;
        }
        if (name == null) {
            return "[" + index + "]";
        }
        String shown = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "…";
        return PLAIN_NAME.matcher(shown).matches()
                ? "." + shown
                : "['" + shown.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }
}
