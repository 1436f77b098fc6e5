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
 * The items of a list, by which it is told at once whether another value is among them. Equal is what {@link Operator#EQUAL} takes
 * for equal. Texts stand for the values, because a set of texts stays quick even where somebody chose them to collide.
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

    /** The value with numbers that are equal written alike, and the fields of objects in one order. */
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
