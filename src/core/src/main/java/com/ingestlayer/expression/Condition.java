package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.Place;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A predicate on a {@link Scope}. Immutable and thread-safe. */
public sealed interface Condition {
    boolean holds(Scope scope);

    /**
     * A comparison {@code {field, op, value}}. With {@code by: segment} it holds if it holds for one dot-separated
     * segment of the text. With {@code as: number}, text that is a number counts as a number on both sides, and every
     * other value that is not a number counts as missing.
     *
     * @param place the location in the file
     */
    record Comparison(Ref field, Operator operator, Operand operand, boolean bySegment, boolean asNumber, Place place)
            implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return holds(field.in(scope), operand.in(scope));
        }

        public boolean holds(JsonNode value, JsonNode other) {
            JsonNode left = asNumber ? NumberText.read(value) : value;
            JsonNode right = asNumber && operator != Operator.EXISTS ? NumberText.read(other) : other;
            return (bySegment && left.isTextual())
                    ? holdsForASegment(left.textValue(), right)
                    : operator.holds(left, right);
        }

        private boolean holdsForASegment(String text, JsonNode right) {
            Predicate<JsonNode> test = operator.against(right);
            for (int from = 0, dot; from <= text.length(); from = dot + 1) {
                dot = text.indexOf('.', from);
                dot = dot < 0 ? text.length() : dot;
                if (test.test(TextNode.valueOf(text.substring(from, dot)))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return field + " " + operator.word + " " + operand + (bySegment ? " by segment" : "")
                    + (asNumber ? " as number" : "");
        }
    }

    /** Holds if all its conditions hold, and so if there are none. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            for (Condition condition : conditions) {
                if (!condition.holds(scope)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Holds if one of its conditions holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Scope scope) {
            for (Condition condition : conditions) {
                if (condition.holds(scope)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Holds if its condition does not hold. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return !condition.holds(scope);
        }
    }

    String EXPECTED_GROUP = "a list of conditions, each { field, op, value } or any:, all:, not:";

    /** Reads {@code combinator} and {@code conditions} of a filter step or of a destination's {@code when}. */
    static Optional<Condition> readGroup(YamlMap map) {
        map.allowOnly("combinator", "conditions");
        Optional<String> combinator = map.get("combinator").flatMap(value -> {
            Optional<String> word = value.asText("and or or");
            if (word.isPresent() && !List.of("and", "or").contains(word.get())) {
                value.refuse("\"" + word.get() + "\": expected and or or");
                return Optional.empty();
            }
            return word;
        });
        return map.require("conditions", EXPECTED_GROUP)
                .flatMap(Condition::readList)
                .map(conditions -> combinator.orElse("and").equals("or") ? new Any(conditions) : new All(conditions));
    }

    /**
     * Reads a destination's {@code when}: a list of conditions that must all hold, one condition, or a group as in a
     * filter.
     */
    static Optional<Condition> readWhen(YamlValue value) {
        if (value.isList()) {
            return readList(value).map(All::new);
        }
        return value.asMap(EXPECTED_GROUP)
                .flatMap(map -> map.get("conditions").isPresent() ? readGroup(map) : read(value));
    }

    private static Optional<List<Condition>> readList(YamlValue value) {
        return value.asList(EXPECTED_GROUP).flatMap(items -> {
            List<Optional<Condition>> read = items.map(Condition::read).toList();
            if (read.isEmpty()) {
                value.refuse("an empty list of conditions; leave the step out to let every event pass");
            }
            List<Condition> valid = new ArrayList<>();
            read.forEach(condition -> condition.ifPresent(valid::add));
            return !read.isEmpty() && valid.size() == read.size() ? Optional.of(valid) : Optional.empty();
        });
    }

    private static Optional<Condition> read(YamlValue value) {
        return value.asMap("{ field, op, value } or any:, all:, not:").flatMap(map -> {
            if (map.get("field").isPresent() || map.get("op").isPresent()) {
                return readComparison(map);
            }
            return map.oneOf(List.of("any", "all", "not", "field"), "condition")
                    .flatMap(group -> switch (group.getKey()) {
                        case "any" -> readList(group.getValue()).map(Any::new);
                        case "all" -> readList(group.getValue()).map(All::new);
                        default -> readNot(group.getValue());
                    });
        });
    }

    private static Optional<Condition> readNot(YamlValue value) {
        return (value.isList() ? readList(value).<Condition>map(Any::new) : read(value)).map(Not::new);
    }

    private static Optional<Condition> readComparison(YamlMap map) {
        map.allowOnly("field", "op", "value", "by", "as");
        Optional<Ref> field =
                map.require("field", "a ref such as $event.payload.user_id").flatMap(Ref::read);
        Optional<Operator> operator =
                map.require("op", String.join(" ", Operator.words())).flatMap(Condition::readOperator);
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        boolean bySegment =
                map.get("by").map(by -> readBySegment(by, operator.get())).orElse(false);
        boolean asNumber = map.get("as")
                .map(as -> readAsNumber(as, operator.get(), bySegment))
                .orElse(false);
        return readOperand(map, operator.get(), asNumber)
                .flatMap(operand -> field.map(
                        ref -> new Comparison(ref, operator.get(), operand, bySegment, asNumber, map.place())));
    }

    private static Optional<Operand> readOperand(YamlMap map, Operator operator, boolean asNumber) {
        Optional<YamlValue> value = map.get("value");
        if (operator == Operator.EXISTS) {
            return value.isEmpty()
                    ? Optional.of(new Operand.Literal(MissingNode.getInstance()))
                    : value.get()
                            .asBoolean("true or false")
                            .map(there -> new Operand.Literal(BooleanNode.valueOf(there)));
        }
        if (value.isEmpty()) {
            map.refuse("\"value\" is missing, expected what to compare with");
            return Optional.empty();
        }
        Optional<Operand> operand = Operand.read(value.get());
        return operand.filter(read -> {
            Optional<String> wrong = read instanceof Operand.Literal literal
                    ? validate(literal.value(), operator, asNumber)
                    : Optional.empty();
            wrong.ifPresent(value.get()::refuse);
            return wrong.isEmpty();
        });
    }

    /** Returns why no value can match this literal; with {@code asNumber}, also why it is not a number. */
    private static Optional<String> validate(JsonNode literal, Operator operator, boolean asNumber) {
        if (operator == Operator.IN && !literal.isArray()) {
            return Optional.of("expected a list such as [export, api], or a ref to one");
        }
        if (operator == Operator.IN && literal.isEmpty()) {
            return Optional.of("nothing is in an empty list; expected at least one item");
        }
        String written = Json.write(literal);
        if (operator.isOfTexts() && !literal.isTextual()) {
            return Optional.of(operator.word + " compares texts, and " + written + " is none; put it in quotes");
        }
        if (operator.isOrder() && !literal.isTextual() && !literal.isNumber()) {
            return Optional.of(
                    "nothing is " + operator.word + " " + written + ": only numbers and texts have an order");
        }
        boolean isNumber = literal.isArray()
                ? NumberText.read(literal).size() == literal.size()
                : !NumberText.read(literal).isMissingNode();
        return asNumber && !isNumber
                ? Optional.of(written + " does not go with as: number, expected a number such as 99.5"
                        + (literal.isArray() ? ", or a list of numbers" : ""))
                : Optional.empty();
    }

    private static Optional<Operator> readOperator(YamlValue value) {
        return value.asText(String.join(" ", Operator.words())).flatMap(word -> {
            Optional<Operator> operator = Operator.of(word);
            if (operator.isEmpty()) {
                value.refuse("unknown operator \"" + word + "\"" + Names.instead(word, Operator.words()));
            }
            return operator;
        });
    }

    private static boolean readBySegment(YamlValue by, Operator operator) {
        if (by.asText("segment").filter("segment"::equals).isEmpty()) {
            by.refuse("expected by: segment");
        } else if (!operator.comparesSegments()) {
            by.refuse("by: segment does not go with " + operator.word
                    + "; it goes with ==, in, contains, starts_with and ends_with");
        }
        return true;
    }

    private static boolean readAsNumber(YamlValue as, Operator operator, boolean bySegment) {
        if (as.asText("number").filter("number"::equals).isEmpty()) {
            as.refuse("expected as: number");
        } else if (operator.isOfTexts() || bySegment) {
            as.refuse("as: number does not go with " + (bySegment ? "by: segment" : operator.word)
                    + ", which compares texts");
        }
        return true;
    }
}
