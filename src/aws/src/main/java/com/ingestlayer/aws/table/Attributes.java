package com.ingestlayer.aws.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Utf8;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts DynamoDB's attribute values from and to JSON. Numbers keep their exact value within DynamoDB's 38 digits.
 * Stateless.
 */
public final class Attributes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DIGITS = 38;

    private Attributes() {}

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public static AttributeValue map(Map<String, AttributeValue> item) {
        return AttributeValue.fromM(item);
    }

    /** Returns a mutable item, or part of one, with one attribute. */
    public static Map<String, AttributeValue> item(String name, AttributeValue value) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(name, value);
        return item;
    }

    /** Returns a mutable item, or part of one, with two attributes. */
    public static Map<String, AttributeValue> item(
            String name, AttributeValue value, String second, AttributeValue secondValue) {
        Map<String, AttributeValue> item = item(name, value);
        item.put(second, secondValue);
        return item;
    }

    /** Returns the text of an attribute, which must exist. */
    public static String textOf(Map<String, AttributeValue> item, String name) {
        return item.get(name).s();
    }

    public static Optional<String> optionalTextOf(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** Returns the number of an attribute, which must exist. */
    public static long numberOf(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.get(name).n());
    }

    public static Optional<Long> optionalNumberOf(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::n).map(Long::valueOf);
    }

    public static AttributeValue fromJson(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> map(mapFromJson(json));
            case ARRAY -> {
                List<AttributeValue> list = new ArrayList<>(json.size());
                json.forEach(element -> list.add(fromJson(element)));
                yield AttributeValue.fromL(list);
            }
            case STRING -> text(json.textValue());
            case NUMBER -> AttributeValue.fromN(numberFromJson(json.decimalValue()));
            case BOOLEAN -> AttributeValue.fromBool(json.booleanValue());
            default -> AttributeValue.fromNul(true);
        };
    }

    /** Strips trailing zeros, which carry no value but count against DynamoDB's limits on digits and exponents. */
    private static String numberFromJson(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        return (number.precision() > MAX_DIGITS ? number.stripTrailingZeros() : number).toString();
    }

    /** Returns an item with one attribute for each field of the object. */
    public static Map<String, AttributeValue> mapFromJson(JsonNode json) {
        Map<String, AttributeValue> map = new HashMap<>();
        json.properties().forEach(entry -> map.put(entry.getKey(), fromJson(entry.getValue())));
        return map;
    }

    /**
     * Converts a value. Sets become arrays, and binary values become base64. We write neither, but another tool may
     * have.
     */
    static JsonNode toJson(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(value.s());
            case N -> numberToJson(value.n());
            case BOOL -> NODES.booleanNode(value.bool());
            case M -> mapToJson(value.m());
            case L -> arrayOf(value.l().stream().map(Attributes::toJson).toList());
            case B -> base64(value.b());
            case SS -> arrayOf(value.ss().stream().map(NODES::textNode).toList());
            case NS -> arrayOf(value.ns().stream().map(Attributes::numberToJson).toList());
            case BS -> arrayOf(value.bs().stream().map(Attributes::base64).toList());
            default -> NODES.nullNode();
        };
    }

    private static ArrayNode arrayOf(List<? extends JsonNode> elements) {
        return NODES.arrayNode(elements.size()).addAll(elements);
    }

    private static JsonNode base64(SdkBytes bytes) {
        return NODES.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
    }

    /**
     * Returns the bytes that DynamoDB counts for an item of texts, numbers and maps, or slightly more (DynamoDB
     * Developer Guide, "DynamoDB item sizes and formats"). Trailing zeros of a number are counted here, although
     * DynamoDB does not count them.
     */
    public static long bytesOf(Map<String, AttributeValue> item) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            bytes += utf8(attribute.getKey());
            AttributeValue value = attribute.getValue();
            if (value.n() != null) {
                bytes += value.n().length() / 2 + 2;
            } else if (value.hasM()) {
                bytes += 3 + value.m().size() + bytesOf(value.m());
            } else {
                bytes += utf8(Optional.ofNullable(value.s()).orElse(""));
            }
        }
        return bytes;
    }

    private static int utf8(String text) {
        return Utf8.length(text);
    }

    /** Reverses {@link #mapFromJson}. */
    public static ObjectNode mapToJson(Map<String, AttributeValue> item) {
        ObjectNode object = NODES.objectNode();
        item.forEach((name, value) -> object.set(name, toJson(value)));
        return object;
    }

    /** Returns the kind of node that parsing the number as JSON returns, so that equal values make equal trees. */
    private static JsonNode numberToJson(String text) {
        BigDecimal exact = new BigDecimal(text);
        if (exact.scale() > 0 || exact.precision() - exact.scale() > 18) {
            return DecimalNode.valueOf(exact);
        }
        long value = exact.longValueExact();
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
}
