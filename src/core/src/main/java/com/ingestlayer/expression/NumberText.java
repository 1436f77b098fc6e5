package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.ingestlayer.json.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that somebody wrote as text, such as {@code "403.00"}: what {@code as: number} of a condition reads. */
public final class NumberText {
    /** RFC 8259 section 6. No separators of thousands and no comma for the point, which countries read in two ways. */
    private static final Pattern FORM = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]{1,9})?");

    private static final int LONGEST = 400;

    private NumberText() {}

    /** The number in a text, with white space around it or without. */
    public static Optional<BigDecimal> parse(String text) {
        String number = text.strip();
        return number.length() <= LONGEST && FORM.matcher(number).matches()
                ? Optional.of(new BigDecimal(number))
                : Optional.empty();
    }

    /** The value as a number; of a list, those of its items that are numbers; a missing node where there is none. */
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
