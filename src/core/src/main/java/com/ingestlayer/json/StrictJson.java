package com.ingestlayer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Parses one JSON text (RFC 8259) into a tree. It refuses what is legal JSON but unsafe to store or to sign: duplicate
 * keys (RFC 8259 section 4 leaves their meaning open), NUL characters, unpaired surrogates (RFC 8259 section 8.2) and
 * deep nesting. Decimal numbers keep every digit that was sent. Thread-safe.
 */
public final class StrictJson {
    /** The maximum nesting depth of objects and arrays; DynamoDB and most receivers allow far less than parsers do. */
    public static final int MAX_DEPTH = 64;

    /** A number close to the limit of BigDecimal, which is about twice this, could be written but not read again. */
    private static final int MAX_EXPONENT = 1_000_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1) // one above our limit, so that our own check reports it
                    .maxStringLength(16 * 1024 * 1024)
                    .maxNumberLength(400)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Parses text that has already been decoded.
     *
     * @throws MalformedJsonException with the JSON path and the reason, if the text is refused
     */
    public static JsonNode parse(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return readWhole(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("closing a parser over memory", e);
        }
    }

    /**
     * Parses UTF-8 bytes.
     *
     * @throws MalformedJsonException with the JSON path and the reason, if the bytes are refused
     */
    public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return readWhole(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("closing a parser over memory", e);
        }
    }

    private static JsonNode readWhole(JsonParser parser) throws MalformedJsonException {
        JsonPath[] reached = {JsonPath.ROOT};
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException(JsonPath.ROOT, "the body is empty; expected a JSON object");
            }
            JsonNode value = readValue(parser, first, JsonPath.ROOT, 0, reached);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException(JsonPath.ROOT, "more text follows the JSON value" + where(parser));
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException(reached[0], "a name, string or number is too long" + where(parser));
        } catch (JsonParseException e) {
            throw new MalformedJsonException(
                    reached[0],
                    "not valid JSON"
                            + SyntaxReason.of(e).map(reason -> ": " + reason).orElse("") + where(parser));
        } catch (IOException e) {
            throw new MalformedJsonException(reached[0], "not valid UTF-8" + where(parser));
        }
    }

    private static JsonNode readValue(JsonParser parser, JsonToken token, JsonPath path, int depth, JsonPath[] reached)
            throws IOException, MalformedJsonException {
        reached[0] = path;
        return switch (token) {
            case START_OBJECT -> readObject(parser, path, deeper(path, depth), reached);
            case START_ARRAY -> readArray(parser, path, deeper(path, depth), reached);
            case VALUE_STRING -> NODES.textNode(checkedText(parser.getText(), path, "the string"));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_FLOAT -> decimal(parser, path);
            case VALUE_NUMBER_INT -> Json.integer(parser);
            default -> throw new MalformedJsonException(path, "not valid JSON" + where(parser));
        };
    }

    private static JsonNode decimal(JsonParser parser, JsonPath path) throws IOException, MalformedJsonException {
        try {
            BigDecimal value = parser.getDecimalValue();
            if (Math.abs((long) value.scale()) <= MAX_EXPONENT) {
                return DecimalNode.valueOf(value);
            }
        } catch (ArithmeticException | NumberFormatException tooLargeForABigDecimal) {
            // The exception below reports it.
        }
        throw new MalformedJsonException(path, "the number's exponent is too large" + where(parser));
    }

    private static ObjectNode readObject(JsonParser parser, JsonPath path, int depth, JsonPath[] reached)
            throws IOException, MalformedJsonException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            checkedText(name, path, "a name");
            JsonPath child = path.child(name);
            if (object.has(name)) {
                throw new MalformedJsonException(child, "duplicate key" + where(parser));
            }
            object.set(name, readValue(parser, parser.nextToken(), child, depth, reached));
            reached[0] = path;
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser parser, JsonPath path, int depth, JsonPath[] reached)
            throws IOException, MalformedJsonException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(readValue(parser, token, path.child(array.size()), depth, reached));
            reached[0] = path;
        }
        return array;
    }

    private static int deeper(JsonPath path, int depth) throws MalformedJsonException {
        if (depth == MAX_DEPTH) {
            throw new MalformedJsonException(path, "nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private static String checkedText(String text, JsonPath path, String what) throws MalformedJsonException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new MalformedJsonException(path, what + " holds a NUL character (\\u0000)");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    throw new MalformedJsonException(
                            path, what + " holds an unpaired surrogate (\\u" + Integer.toHexString(c) + ")");
                }
            }
        }
        return text;
    }

    private static String where(JsonParser parser) {
        var at = parser.currentLocation();
        return " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
