package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path into the facts: {@code $event.payload.user_id}, {@code $entity.user.plan}, {@code $event.payload.items.0.sku}. A
 * missing path is no error: it is absent in conditions and null in templates.
 *
 * @param path never empty
 */
public record Ref(Root root, List<String> path) {
    /** Where a path begins. */
    public enum Root {
        EVENT,
        ENTITY,
        ENRICH,
        CLASSIFY,
        SUMMARIZE,
        TRANSLATE;

        private final String field = name().toLowerCase(Locale.ROOT);

        /** Its name in a body. */
        String field() {
            return field;
        }

        String word() {
            return "$" + field;
        }
    }

    private static final Pattern FORM = Pattern.compile("(\\$[a-z]+)((?:\\.[A-Za-z0-9_-]+)+)");
    private static final List<String> EVENT_FIELDS = List.of("id", "type", "received_at", "source", "payload");
    private static final String EXPECTED = "a ref such as $event.payload.user_id or $entity.user.plan";

    public Ref {
        requireNonNull(root, "root is null");
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("path is empty");
        }
    }

    /** Whether a text in a file means a ref rather than itself. */
    static boolean isMeantBy(String text) {
        return text.length() > 1 && text.charAt(0) == '$' && Character.isLetter(text.charAt(1));
    }

    /** The ref; empty, with a problem added, when the value is none. */
    static Optional<Ref> read(YamlValue value) {
        return value.asText(EXPECTED).flatMap(text -> {
            var matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                value.refuse("\"" + text + "\": expected " + EXPECTED);
                return Optional.empty();
            }
            String word = matcher.group(1);
            Optional<Root> root = Stream.of(Root.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
            if (root.isEmpty()) {
                value.refuse("unknown root \"" + word + "\""
                        + Names.instead(
                                word, Stream.of(Root.values()).map(Root::word).toList()));
            }
            List<String> path = List.of(matcher.group(2).substring(1).split("\\."));
            if (root.equals(Optional.of(Root.EVENT)) && !EVENT_FIELDS.contains(path.get(0))) {
                value.refuse("an event has no \"" + path.get(0) + "\"" + Names.instead(path.get(0), EVENT_FIELDS)
                        + " (fields of your own are under $event.payload)");
            }
            return root.map(each -> new Ref(each, path));
        });
    }

    /** What it points at; a missing node where nothing stands. */
    JsonNode in(Facts facts) {
        return facts.at(root, path);
    }

    /** The ref and its value, for people. */
    String shownIn(Facts facts) {
        JsonNode value = in(facts);
        return this + " = " + (value.isMissingNode() ? "nothing" : Json.write(value));
    }

    @Override
    public String toString() {
        return root.word() + "." + String.join(".", path);
    }
}
