package com.ingestlayer.expression;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.FieldPath;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path to a value in a {@link Scope}: {@code $event.payload.user_id}, {@code $entity.user.plan},
 * {@code $event.payload.items.0.sku} or {@code $event.payload.items[0].sku}. A name with other characters is written in
 * brackets and double quotes, as in {@code $event.payload["Full Name"]}. A missing path is not an error: it is absent
 * in conditions and null in templates.
 *
 * @param path the names below the root, at least one
 */
public record Ref(Root root, List<String> path) {
    /** The first word of a ref. */
    public enum Root {
        EVENT("an event", "id", "type", "received_at", "source", "payload"),
        ENTITY("$entity"),
        ENRICH("$enrich", "person", "company", "ip"),
        CLASSIFY("$classify"),
        SUMMARIZE("$summarize", "text"),
        TRANSLATE("$translate", "text");

        private final String field = name().toLowerCase(Locale.ROOT);
        private final String holder;
        private final List<String> names;

        /** @param names the names that may follow the root directly; none if the authors of pipelines choose them */
        Root(String holder, String... names) {
            this.holder = holder;
            this.names = List.of(names);
        }

        /** Returns the root for a word such as {@code $event}; empty, with a problem added, if there is none. */
        public static Optional<Root> parse(String word, YamlValue value) {
            Optional<Root> root =
                    Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
            if (root.isEmpty()) {
                value.refuse("unknown root \"" + word + "\""
                        + Names.instead(
                                word, Stream.of(values()).map(Root::word).toList()));
            }
            return root;
        }

        /** Returns the field name of this root in a rendered body. */
        public String field() {
            return field;
        }

        public String word() {
            return "$" + field;
        }
    }

    private static final Pattern ROOT = Pattern.compile("\\$[A-Za-z]++");
    private static final String EXPECTED = "a ref such as $event.payload.user_id or $entity.user.plan";

    public Ref {
        requireNonNull(root, "root is null");
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("path is empty");
        }
    }

    /** Returns whether a text in a file is meant as a ref rather than as text. */
    static boolean isMeantBy(String text) {
        return text.length() > 1 && text.charAt(0) == '$' && Character.isLetter(text.charAt(1));
    }

    /** Returns the ref; empty, with a problem added, if the value is not a ref. */
    public static Optional<Ref> read(YamlValue value) {
        return value.asText(EXPECTED).flatMap(text -> parse(text, value));
    }

    /** Parses a ref that is only a part of the value. Otherwise it is the same as {@link #read}. */
    public static Optional<Ref> parse(String text, YamlValue value) {
        Matcher word = ROOT.matcher(text);
        if (!word.lookingAt() || word.end() == text.length()) {
            value.refuse("\"" + text + "\": expected " + EXPECTED);
            return Optional.empty();
        }
        List<String> path;
        try {
            path = FieldPath.read(text, word.end());
        } catch (FieldPath.UnreadableException e) {
            value.refuse("\"" + text + "\" " + e.getMessage());
            return Optional.empty();
        }
        return Root.parse(word.group(), value).map(root -> {
            if (!root.names.isEmpty() && !root.names.contains(path.get(0))) {
                value.refuse(root.holder + " has no \"" + path.get(0) + "\"" + Names.instead(path.get(0), root.names)
                        + (root == Root.EVENT ? " (fields of your own are under $event.payload)" : ""));
            }
            return new Ref(root, path);
        });
    }

    /** Returns the value that the ref points at; a missing node if there is none. */
    public JsonNode in(Scope scope) {
        return scope.at(root, path);
    }

    /** Returns the ref and its value, for human readers. */
    public String shownIn(Scope scope) {
        JsonNode value = in(scope);
        return this + " = " + (value.isMissingNode() ? "nothing" : Json.write(value));
    }

    @Override
    public String toString() {
        return root.word() + FieldPath.write(path);
    }
}
