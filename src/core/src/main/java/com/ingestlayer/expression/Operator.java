package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.text.Search;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A comparison of two values. Numbers compare by value ({@code 1 == 1.0}), texts by their characters, and anything else
 * only for equality. Values of different kinds are not equal and have no order. A missing value equals nothing and has
 * no order.
 */
public enum Operator {
    EQUAL("==", Operator::equal),
    NOT_EQUAL("!=", (left, right) -> !equal(left, right)),
    GREATER(">", (left, right) -> order(left, right).orElse(0) > 0),
    LESS("<", (left, right) -> order(left, right).orElse(0) < 0),
    GREATER_OR_EQUAL(">=", (left, right) -> order(left, right).orElse(-1) >= 0),
    LESS_OR_EQUAL("<=", (left, right) -> order(left, right).orElse(1) <= 0),
    /** The left side is a text that contains the right text, or an array that contains the right value. */
    CONTAINS(
            "contains",
            (left, right) -> left.isArray()
                    ? anyEqual(left, right)
                    : (left.isTextual() && right.isTextual() && Search.contains(left.textValue(), right.textValue()))),
    /**
     * The right side is a list that contains the left value. If the left value is itself an array, one of its items is
     * enough.
     */
    IN("in", (left, right) -> left.isArray() ? anyIn(left, right) : anyEqual(right, left)),
    /** The left side is present, even if it is null; {@code value: false} negates the test. */
    EXISTS("exists", (left, right) -> left.isMissingNode() != right.asBoolean(true)),
    STARTS_WITH(
            "starts_with",
            (left, right) ->
                    left.isTextual() && right.isTextual() && left.textValue().startsWith(right.textValue())),
    ENDS_WITH(
            "ends_with",
            (left, right) ->
                    left.isTextual() && right.isTextual() && left.textValue().endsWith(right.textValue()));

    /** Up to this many values, a linear search costs next to nothing. */
    private static final int FEW = 16;

    final String word;
    private final BiPredicate<JsonNode, JsonNode> test;

    Operator(String word, BiPredicate<JsonNode, JsonNode> test) {
        this.word = word;
        this.test = test;
    }

    public static Optional<Operator> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Stream.of(values()).map(each -> each.word).toList();
    }

    /**
     * Returns whether {@code by: segment} makes sense for the operator. It holds if any one segment matches, so it does
     * not go with a negation or an order.
     */
    boolean comparesSegments() {
        return switch (this) {
            case EQUAL, IN, CONTAINS, STARTS_WITH, ENDS_WITH -> true;
            default -> false;
        };
    }

    boolean holds(JsonNode left, JsonNode right) {
        return test.test(left, right);
    }

    /** Returns a test of left values against one right value, which is prepared once. */
    Predicate<JsonNode> against(JsonNode right) {
        if (this == IN) {
            Predicate<JsonNode> isMember = isMemberOf(right);
            return left -> left.isArray() ? any(left, isMember) : isMember.test(left);
        }
        return left -> holds(left, right);
    }

    /** Returns whether the operator needs values that have an order. */
    public boolean isOrder() {
        return switch (this) {
            case GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    /** Returns whether both sides must be texts. */
    public boolean isOfTexts() {
        return this == STARTS_WITH || this == ENDS_WITH;
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        return !left.isMissingNode() && !right.isMissingNode() && left.equals(Operator::compareLeaves, right);
    }

    /** The comparator that Jackson applies to the values inside two arrays or objects; returns 0 if they are equal. */
    private static int compareLeaves(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return compareNumbers(left, right);
        }
        return left.equals(right) ? 0 : 1;
    }

    private static OptionalInt order(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return OptionalInt.of(compareNumbers(left, right));
        }
        return left.isTextual() && right.isTextual()
                ? OptionalInt.of(left.textValue().compareTo(right.textValue()))
                : OptionalInt.empty();
    }

    private static int compareNumbers(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber()
                && right.isIntegralNumber()
                && left.canConvertToLong()
                && right.canConvertToLong()) {
            return Long.compare(left.longValue(), right.longValue());
        }
        BigDecimal exact = left.decimalValue();
        return exact.compareTo(right.decimalValue());
    }

    /** Both sides may come from an event, so the running time must not be the product of their sizes. */
    private static boolean anyIn(JsonNode left, JsonNode right) {
        return any(left, left.size() > FEW ? isMemberOf(right) : item -> anyEqual(right, item));
    }

    private static Predicate<JsonNode> isMemberOf(JsonNode list) {
        if (list.isArray() && list.size() > FEW) {
            ValueSet set = new ValueSet(list);
            return set::has;
        }
        return item -> anyEqual(list, item);
    }

    private static boolean anyEqual(JsonNode array, JsonNode value) {
        return array.isArray() && any(array, item -> equal(item, value));
    }

    private static boolean any(JsonNode array, Predicate<JsonNode> test) {
        for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
            if (test.test(items.next())) {
                return true;
            }
        }
        return false;
    }
}
