package com.ingestlayer.json;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, written as in RFC 9535: {@code $.events[3].payload['odd name']}. Immutable; the text is
 * made only when asked for, because most paths are never shown.
 */
public final class JsonPath {
    public static final JsonPath ROOT = new JsonPath(null, null, -1);

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int SHOWN_NAME = 80;

    private final JsonPath parent;
    private final String name;
    private final int index;

    private JsonPath(JsonPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** Not in the document but beside it: a parameter of path or query, or a header, written as its bare name. */
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
        String shown = name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME) + "…";
        return PLAIN_NAME.matcher(shown).matches()
                ? "." + shown
                : "['" + shown.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }
}
