package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.ingestlayer.json.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers that are written as text, such as {@code "403.00"}. A condition with {@code as: number} uses it. */
public final class NumberText {
    /**
     * The grammar of RFC 8259 section 6. It has no thousands separators and no decimal comma, because countries read
     * those in two ways.
     */
    private static final Pattern FORM = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]{1,9})?");

    private static final int MAX_LENGTH = 400;

    private NumberText() {}

    /** Returns the number in a text, which may have white space around it. */
    public static Optional<BigDecimal> parse(String text) {
        String number = text.strip();
        return number.length() <= MAX_LENGTH && FORM.matcher(number).matches()
                ? Optional.of(new BigDecimal(number))
                : Optional.empty();
    }

    /**
     * Returns the value as a number. For a list, returns the items that are numbers. If there is no number, returns a
     * missing node.
     */
    public static JsonNode read(JsonNode value) {
        if (value.isArray()) {
            ArrayNode numbers = Json.array();
            value.forEach(item -> {
                JsonNode number = item.isArray() ? MissingNode.getInstance() : read(item);
                if (!number.isMissingNode()) {
                    numbers.add(number);
                }
            });
            return numbers;
        }
        if (value.isTextual()) {
            return parse(value.textValue()).<JsonNode>map(DecimalNode::valueOf).orElse(MissingNode.getInstance());
        }
        return value.isNumber() ? value : MissingNode.getInstance();
    }
}
