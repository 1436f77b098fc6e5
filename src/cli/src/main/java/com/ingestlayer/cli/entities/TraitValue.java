package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.regex.Pattern;

/**
 * The value that somebody means by a text in a command line or a CSV file. Numbers become numbers, because conditions like
 * {@code $entity.user.seats > 5} compare numbers only; what merely looks like one ({@code 007}, {@code +49…}, {@code 1e5},
 * an id of twenty digits) stays a text.
 */
final class TraitValue {
    /** As JSON writes it, without exponent, and with digits that a double keeps. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?");

    /** Spreadsheets write them in capital letters. */
    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    private TraitValue() {}

    /** A number, {@code true}, {@code false}, {@code null}, a text in JSON's quotes, or else the text itself. */
    static JsonNode of(String text) {
        return WORD.matcher(text).matches() || QUOTED.matcher(text).matches() ? json(text) : ofCell(text);
    }

    /** A number, {@code true} or {@code false} in any letters, or else the text itself. */
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
