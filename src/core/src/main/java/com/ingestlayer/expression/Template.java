package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template of a body, which is read once together with the configuration. Values are inserted into a tree as nodes,
 * never into text that is parsed again: whatever they contain, the result is the template's JSON with those values in
 * it. Immutable and thread-safe.
 */
public sealed interface Template {
    /**
     * Returns the value of the template.
     *
     * @param now the value of {@code now()}
     */
    JsonNode render(Scope scope, Instant now);

    /** A value that is written in the file. */
    record Literal(JsonNode value) implements Template {
        @Override
        public JsonNode render(Scope scope, Instant now) {
            return value;
        }
    }

    /** The value of a ref as it is; null if there is none. */
    record Value(Ref ref) implements Template {
        @Override
        public JsonNode render(Scope scope, Instant now) {
            JsonNode value = ref.in(scope);
            return value.isMissingNode() ? NullNode.getInstance() : value;
        }
    }

    /** All values under a root: {@code $event}, or {@code $entity} with one field for each kind. */
    record Whole(Ref.Root root) implements Template {
        @Override
        public JsonNode render(Scope scope, Instant now) {
            return scope.all(root);
        }
    }

    /** {@code now()}: the time of the rendering, which is the same for a whole request; ISO 8601, UTC, milliseconds. */
    record Now() implements Template {
        @Override
        public JsonNode render(Scope scope, Instant now) {
            return TextNode.valueOf(Times.format(now));
        }
    }

    /**
     * Text with values in it: text is inserted as it is, everything else as compact JSON, and a missing value as
     * {@code null}.
     */
    record Prose(List<Template> parts) implements Template {
        public Prose {
            parts = List.copyOf(parts);
        }

        @Override
        public JsonNode render(Scope scope, Instant now) {
            StringBuilder text = new StringBuilder();
            for (Template part : parts) {
                JsonNode value = part.render(scope, now);
                text.append(value.isTextual() ? value.textValue() : Json.write(value));
            }
            return TextNode.valueOf(text.toString());
        }
    }

    /** An object; its names are taken literally from the file. */
    record Fields(Map<String, Template> fields) implements Template {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public JsonNode render(Scope scope, Instant now) {
            ObjectNode object = Json.object();
            fields.forEach((name, field) -> object.set(name, field.render(scope, now)));
            return object;
        }
    }

    /** A list. */
    record Items(List<Template> items) implements Template {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode render(Scope scope, Instant now) {
            ArrayNode array = Json.array();
            items.forEach(item -> array.add(item.render(scope, now)));
            return array;
        }
    }
}
