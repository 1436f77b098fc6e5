package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.regex.Pattern;

/**
 * Converts text of a command line or a CSV file to the value that its author most likely means. Numbers become JSON numbers,
 * because conditions such as {@code $entity.user.seats > 5} compare only numbers. Text that merely looks like a number
 * ({@code 007}, {@code +49…}, {@code 1e5}, an id of twenty digits) stays text.
 */
final class TraitValue {
    /** A number in the syntax of JSON, without an exponent, and with no more digits than a double keeps. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?");

    /** Accepts any case, because spreadsheets write booleans in capital letters. */
    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    private TraitValue() {}

    /** Returns a number, {@code true}, {@code false}, {@code null}, the content of a JSON string, or else the text itself. */
    static JsonNode of(String text) {
        return WORD.matcher(text).matches() || QUOTED.matcher(text).matches() ? json(text) : ofCell(text);
    }

    /** Returns a number, {@code true} or {@code false} in any case, or else the text itself. */
    static JsonNode ofCell(String text) {
        if (BOOLEAN.matcher(text).matches()) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        return NUMBER.matcher(text).matches() ? json(text) : TextNode.valueOf(text);
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            return TextNode.valueOf(text);
        }
    }
}
