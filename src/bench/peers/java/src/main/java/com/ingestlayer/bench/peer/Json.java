package com.ingestlayer.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Holds the function's only mapper. Thread-safe. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing JSON to memory", e);
        }
    }

    /** Converts a map of DynamoDB to JSON. */
    static ObjectNode of(Map<String, AttributeValue> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((name, value) -> object.set(name, of(value)));
        return object;
    }

    private static JsonNode of(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(value.s());
            case N -> number(new BigDecimal(value.n()));
            case BOOL -> NODES.booleanNode(value.bool());
            case M -> of(value.m());
            case L -> {
                ArrayNode array = NODES.arrayNode();
                value.l().forEach(item -> array.add(of(item)));
                yield array;
            }
            default -> NODES.nullNode();
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() <= 0 && number.precision() - number.scale() <= 18
                ? NODES.numberNode(number.longValueExact())
                : NODES.numberNode(number);
    }
}
