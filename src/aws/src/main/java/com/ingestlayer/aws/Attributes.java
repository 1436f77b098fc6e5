package com.ingestlayer.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * DynamoDB's values from and to JSON. A value is an object whose one field says what it is, such as {@code {"S": "u_42"}}
 * (DynamoDB API Reference, "AttributeValue"); an item is an object of values. Numbers keep their value to the last of
 * DynamoDB's 38 digits.
 */
final class Attributes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DIGITS = 38;

    private Attributes() {}

    static ObjectNode text(String value) {
        return typed("S", NODES.textNode(value));
    }

    static ObjectNode number(long value) {
        return typed("N", NODES.textNode(Long.toString(value)));
    }

    static ObjectNode map(ObjectNode item) {
        return typed("M", item);
    }

    /** Never changed, so it needs no map that could grow: an event has a dozen of these. */
    private static ObjectNode typed(String type, JsonNode content) {
        return new ObjectNode(NODES, Map.of(type, content));
    }

    /** An item, or a part of one, of a single attribute. */
    static ObjectNode item(String name, ObjectNode value) {
        return Json.object().set(name, value);
    }

    /** An item, or a part of one, of two attributes. */
    static ObjectNode item(String name, ObjectNode value, String second, ObjectNode secondValue) {
        return item(name, value).set(second, secondValue);
    }

    /** Of an attribute that is there. */
    static String textOf(JsonNode item, String name) {
        return item.get(name).get("S").textValue();
    }

    static Optional<String> optionalTextOf(JsonNode item, String name) {
        return Optional.ofNullable(item.path(name).path("S").textValue());
    }

    /** Of an attribute that is there. */
    static long numberOf(JsonNode item, String name) {
        return Long.parseLong(item.get(name).get("N").textValue());
    }

    static Optional<Long> optionalNumberOf(JsonNode item, String name) {
        return Optional.ofNullable(item.path(name).path("N").textValue()).map(Long::valueOf);
    }

    static ObjectNode fromJson(JsonNode json) {
        ObjectNode value = Json.object();
        switch (json.getNodeType()) {
            case OBJECT -> value.set("M", mapFromJson(json));
            case ARRAY -> {
                ArrayNode list = value.putArray("L");
                json.forEach(element -> list.add(fromJson(element)));
            }
            case STRING -> value.put("S", json.textValue());
            case NUMBER -> value.put("N", numberFromJson(json.decimalValue()));
            case BOOLEAN -> value.put("BOOL", json.booleanValue());
            default -> value.put("NULL", true);
        }
        return value;
    }

    /** Without what may count against DynamoDB's digits or exponents and says nothing. */
    private static String numberFromJson(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        return (number.precision() > MAX_DIGITS ? number.stripTrailingZeros() : number).toString();
    }

    /** An item with each field of the object as an attribute. */
    static ObjectNode mapFromJson(JsonNode json) {
        ObjectNode map = Json.object();
        json.properties().forEach(entry -> map.set(entry.getKey(), fromJson(entry.getValue())));
        return map;
    }

    /** Sets become arrays, and binary values their base 64: nothing of ours is written so, but somebody's tool may have. */
    static JsonNode toJson(JsonNode value) {
        Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
        JsonNode content = typed.getValue();
        return switch (typed.getKey()) {
            case "S", "BOOL", "B", "SS", "BS" -> content;
            case "N" -> numberToJson(content.textValue());
            case "M" -> mapToJson(content);
            case "L" -> {
                ArrayNode array = NODES.arrayNode();
                content.forEach(element -> array.add(toJson(element)));
                yield array;
            }
            case "NS" -> {
                ArrayNode array = NODES.arrayNode();
                content.forEach(number -> array.add(numberToJson(number.textValue())));
                yield array;
            }
            default -> NODES.nullNode();
        };
    }

    /**
     * The bytes that DynamoDB counts for an item of texts, numbers and maps, or a few more (DynamoDB Developer Guide, "DynamoDB
     * item sizes and formats"). Zeros at the end of a number, which DynamoDB does not count, are counted here.
     */
    static long bytesOf(JsonNode item) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            bytes += utf8(attribute.getKey());
            JsonNode value = attribute.getValue();
            if (value.has("N")) {
                bytes += value.get("N").textValue().length() / 2 + 2;
            } else if (value.has("M")) {
                bytes += 3 + value.get("M").size() + bytesOf(value.get("M"));
            } else {
                bytes += utf8(value.path("S").asText());
            }
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** What {@link #mapFromJson} made an item of. */
    static ObjectNode mapToJson(JsonNode item) {
        ObjectNode object = NODES.objectNode();
        item.properties().forEach(entry -> object.set(entry.getKey(), toJson(entry.getValue())));
        return object;
    }

    /** The node kinds that parsing the same number's JSON text gives, so that equal values are equal trees. */
    private static JsonNode numberToJson(String text) {
        BigDecimal exact = new BigDecimal(text);
        if (exact.scale() > 0 || exact.precision() - exact.scale() > 18) {
            return DecimalNode.valueOf(exact);
        }
        long value = exact.longValueExact();
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
}
