package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The items of a list, for fast membership tests. Equality is that of {@link Operator#EQUAL}. The set holds texts
 * instead of values, because a set of texts stays fast even if someone chooses them to collide. Immutable and
 * thread-safe.
 */
public final class ValueSet {
    private final Set<String> items = new HashSet<>();

    public ValueSet(JsonNode list) {
        list.forEach(item -> items.add(textOf(item)));
    }

    public boolean has(JsonNode value) {
        return !value.isMissingNode() && items.contains(textOf(value));
    }

    private static String textOf(JsonNode value) {
        return Json.write(plain(value));
    }

    /** Returns the value in a canonical form: equal numbers are written alike, and fields are sorted. */
    private static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return DecimalNode.valueOf(value.decimalValue().stripTrailingZeros());
        }
        if (value.isArray()) {
            var items = Json.array();
            value.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(field -> sorted.put(field.getKey(), plain(field.getValue())));
            ObjectNode object = Json.object();
            sorted.forEach(object::set);
            return object;
        }
        return value;
    }
}
