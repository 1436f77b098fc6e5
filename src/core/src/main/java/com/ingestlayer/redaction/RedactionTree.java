package com.ingestlayer.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The treatments of the values in a JSON tree, by path. A path that leads into a list applies to each of its items,
 * unless its next name is an index; then it applies to that item alone. The treatment of a value itself takes
 * precedence over the treatment of text in an enclosing value. Immutable and thread-safe.
 */
public final class RedactionTree {
    private final Map<String, RedactionTree> below;
    private final Optional<Treatment> itself;
    private final Optional<Treatment> text;
    private final TextRedaction redaction;
    private final RedactionTree nothing;

    private RedactionTree(
            Map<String, RedactionTree> below,
            Optional<Treatment> itself,
            Optional<Treatment> text,
            TextRedaction redaction) {
        this.below = below;
        this.itself = itself;
        this.text = text;
        this.redaction = redaction;
        this.nothing = below.isEmpty() && itself.isEmpty() && text.isEmpty()
                ? this
                : new RedactionTree(Map.of(), Optional.empty(), Optional.empty(), redaction);
    }

    /**
     * Creates a tree.
     *
     * @param fields the treatments of whole values, by path
     * @param text the treatments of findings in text at and below a path
     * @param key the key for {@link Treatment#HASH}, which needs one
     */
    public static RedactionTree of(
            Map<List<String>, Treatment> fields, Map<List<String>, Treatment> text, Optional<HashKey> key) {
        return of(fields, text, new TextRedaction(key));
    }

    private static RedactionTree of(
            Map<List<String>, Treatment> fields, Map<List<String>, Treatment> text, TextRedaction redaction) {
        Map<String, Map<List<String>, Treatment>> fieldsBelow = byFirstName(fields);
        Map<String, Map<List<String>, Treatment>> textBelow = byFirstName(text);
        Map<String, RedactionTree> below = new HashMap<>();
        fieldsBelow.forEach(
                (name, rest) -> below.put(name, of(rest, textBelow.getOrDefault(name, Map.of()), redaction)));
        textBelow.forEach((name, rest) -> below.computeIfAbsent(name, each -> of(Map.of(), rest, redaction)));
        return new RedactionTree(
                Collections.unmodifiableMap(below),
                Optional.ofNullable(fields.get(List.of())),
                Optional.ofNullable(text.get(List.of())),
                redaction);
    }

    private static Map<String, Map<List<String>, Treatment>> byFirstName(Map<List<String>, Treatment> byPath) {
        Map<String, Map<List<String>, Treatment>> byName = new HashMap<>();
        byPath.forEach((path, treatment) -> {
            if (!path.isEmpty()) {
                byName.computeIfAbsent(path.get(0), name -> new HashMap<>())
                        .put(path.subList(1, path.size()), treatment);
            }
        });
        return byName;
    }

    /** Returns the subtree for a name. */
    public RedactionTree below(String name) {
        return below.getOrDefault(name, nothing);
    }

    /** Returns the treated value: the value itself if nothing applies to it, and a missing node if it is removed. */
    public JsonNode apply(JsonNode value, SearchedTexts searched) {
        return apply(value, Treatment.RAW, searched);
    }

    private JsonNode apply(JsonNode value, Treatment textAround, SearchedTexts searched) {
        if (itself.isPresent()) {
            return redaction.whole(value, itself.get(), searched);
        }
        Treatment here = text.orElse(textAround);
        if (below.isEmpty() && here == Treatment.RAW) {
            return value;
        }
        if (value.isObject()) {
            return object((ObjectNode) value, here, searched);
        }
        if (value.isArray()) {
            return array((ArrayNode) value, here, searched);
        }
        return redaction.inside(value, here, searched);
    }

    /** Field names are text too and are redacted. If two names become equal, the later one gets a number. */
    private JsonNode object(ObjectNode object, Treatment here, SearchedTexts searched) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        Map<String, Integer> taken = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = below(field.getKey()).apply(field.getValue(), here, searched);
            String name = below.containsKey(field.getKey())
                    ? field.getKey()
                    : redaction.found(field.getKey(), here, searched);
            if (!value.isMissingNode()) {
                copy.set(unused(name, copy, taken), value);
            }
        }
        return copy;
    }

    private static String unused(String name, ObjectNode copy, Map<String, Integer> taken) {
        String unused = name;
        while (copy.has(unused)) {
            unused = name + "~" + taken.merge(name, 2, (n, two) -> n + 1);
        }
        return unused;
    }

    /** A removed item leaves null behind, so that the other items keep their indexes. */
    private JsonNode array(ArrayNode array, Treatment here, SearchedTexts searched) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        for (int i = 0; i < array.size(); i++) {
            JsonNode item = array.get(i);
            RedactionTree own = below.get(Integer.toString(i));
            JsonNode redacted = apply(own == null ? item : own.apply(item, here, searched), here, searched);
            copy.add(redacted.isMissingNode() ? JsonNodeFactory.instance.nullNode() : redacted);
        }
        return copy;
    }
}
