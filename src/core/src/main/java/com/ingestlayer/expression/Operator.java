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
 * How two values are compared. Numbers compare by value ({@code 1 == 1.0}), texts by their characters, anything else only
 * for equality; values of different kinds are not equal and have no order. An absent value equals nothing and has no
 * order.
 */
public enum Operator {
    EQUAL("==", Operator::equal),
    NOT_EQUAL("!=", (left, right) -> !equal(left, right)),
    GREATER(">", (left, right) -> order(left, right).orElse(0) > 0),
    LESS("<", (left, right) -> order(left, right).orElse(0) < 0),
    GREATER_OR_EQUAL(">=", (left, right) -> order(left, right).orElse(-1) >= 0),
    LESS_OR_EQUAL("<=", (left, right) -> order(left, right).orElse(1) <= 0),
    /** A text that has the other text in it, or an array that has the value. */
    CONTAINS(
            "contains",
            (left, right) -> left.isArray()
                    ? anyEqual(left, right)
                    : (left.isTextual() && right.isTextual() && Search.contains(left.textValue(), right.textValue()))),
    /** The other side is a list that has the value; where the value is an array itself, one that has any of its items. */
    IN("in", (left, right) -> left.isArray() ? anyIn(left, right) : anyEqual(right, left)),
    /** There, be it null; {@code value: false} turns it round. */
    EXISTS("exists", (left, right) -> left.isMissingNode() != right.asBoolean(true)),
    STARTS_WITH(
            "starts_with",
            (left, right) ->
                    left.isTextual() && right.isTextual() && left.textValue().startsWith(right.textValue())),
    ENDS_WITH(
            "ends_with",
            (left, right) ->
                    left.isTextual() && right.isTextual() && left.textValue().endsWith(right.textValue()));

    /** With so few values on one side, comparing each with each takes no time to speak of. */
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

    /** Whether {@code by: segment} makes sense: true for any one segment, so not for a "not" or an order. */
    boolean comparesSegments() {
        return switch (this) {
            case EQUAL, IN, CONTAINS, STARTS_WITH, ENDS_WITH -> true;
            default -> false;
        };
    }

    boolean holds(JsonNode left, JsonNode right) {
        return test.test(left, right);
    }

    /** The test of one value after another against the same other side. */
    Predicate<JsonNode> against(JsonNode right) {
        if (this == IN) {
            Predicate<JsonNode> isMember = isMemberOf(right);
            return left -> left.isArray() ? any(left, isMember) : isMember.test(left);
        }
        return left -> holds(left, right);
    }

    /** Whether values have an order for it. */
    public boolean isOrder() {
        return switch (this) {
            case GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    /** Whether both of its sides can be nothing but texts. */
    public boolean isOfTexts() {
        return this == STARTS_WITH || this == ENDS_WITH;
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        return !left.isMissingNode() && !right.isMissingNode() && left.equals(Operator::compareLeaves, right);
    }

    /** What Jackson asks of the values inside two arrays or objects: 0 when they are equal. */
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

    /** Both sides may come from one event, so the time must not be their product. */
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
