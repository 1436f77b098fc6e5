package com.ingestlayer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's values from and to JSON. Numbers keep their value to the last of DynamoDB's 38 digits. */
final class Attributes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DIGITS = 38;

    private Attributes() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue fromJson(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> AttributeValue.fromM(mapFromJson(json));
            case ARRAY ->
                AttributeValue.fromL(StreamSupport.stream(json.spliterator(), false)
                        .map(Attributes::fromJson)
                        .toList());
            case STRING -> text(json.textValue());
            case NUMBER -> AttributeValue.fromN(numberFromJson(json.decimalValue()));
            case BOOLEAN -> AttributeValue.fromBool(json.booleanValue());
            default -> AttributeValue.fromNul(true);
        };
    }

    /** Without what may count against DynamoDB's digits or exponents and says nothing. */
    private static String numberFromJson(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        return (number.precision() > MAX_DIGITS ? number.stripTrailingZeros() : number).toString();
    }

    static Map<String, AttributeValue> mapFromJson(JsonNode json) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        json.properties().forEach(entry -> map.put(entry.getKey(), fromJson(entry.getValue())));
        return map;
    }

    /** Sets become arrays and binary values base 64: nothing of ours is written so, but somebody's tool may have. */
    static JsonNode toJson(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(value.s());
            case N -> numberToJson(value.n());
            case BOOL -> NODES.booleanNode(value.bool());
            case M -> mapToJson(value.m());
            case L -> array(value.l().stream().map(Attributes::toJson));
            case SS -> array(value.ss().stream().map(NODES::textNode));
            case NS -> array(value.ns().stream().map(Attributes::numberToJson));
            case B -> NODES.textNode(base64(value.b()));
            case BS -> array(value.bs().stream().map(bytes -> NODES.textNode(base64(bytes))));
            default -> NODES.nullNode();
        };
    }

    static ObjectNode mapToJson(Map<String, AttributeValue> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((name, value) -> object.set(name, toJson(value)));
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

    private static ArrayNode array(Stream<? extends JsonNode> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(array::add);
        return array;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
