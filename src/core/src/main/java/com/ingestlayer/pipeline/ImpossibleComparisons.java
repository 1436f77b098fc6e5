package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.FieldType;
import com.ingestlayer.expression.Condition;
import com.ingestlayer.expression.NumberText;
import com.ingestlayer.expression.Operand;
import com.ingestlayer.expression.Operator;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.step.Classify;
import com.ingestlayer.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports comparisons with a literal that have the same result for every event, because the declarations of the event
 * types that a pipeline takes leave no field value that would change it. Doubtful cases are not reported: an undeclared
 * field may be present, and a pipeline that takes an undeclared type may see anything.
 */
public final class ImpossibleComparisons {
    /** The kinds of values that a field may hold, as far as they matter to comparisons. */
    private enum Kind {
        TEXT("text"),
        MOMENT("a timestamp, which is text"),
        NUMBER("a number"),
        WHOLE_NUMBER("a whole number"),
        BOOLEAN("true or false"),
        OBJECT("an object"),
        LIST("a list");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        private boolean isText() {
            return this == TEXT || this == MOMENT;
        }

        private boolean isNumber() {
            return this == NUMBER || this == WHOLE_NUMBER;
        }
    }

    /**
     * What is known about a field.
     *
     * @param only the possible values; empty if there are too many to list
     * @param mayBeNull whether the field may also be null
     */
    private record Values(Kind kind, List<JsonNode> only, boolean mayBeNull) {
        private String words() {
            return only.isEmpty() || kind == Kind.BOOLEAN
                    ? kind.words
                    : "one of " + only.stream().map(JsonNode::asText).collect(Collectors.joining(", "));
        }
    }

    /** A year, or a day in ISO 8601's basic format: texts of digits whose order by characters is meaningful. */
    private static final Pattern DATE = Pattern.compile("(?:19|20)[0-9]{2}(?:[0-9]{4})?");

    private static final List<JsonNode> BOOLEANS = List.of(BooleanNode.TRUE, BooleanNode.FALSE);

    private final Pipeline pipeline;
    private final Optional<List<Declaration>> taken;
    private final Problems problems;

    private ImpossibleComparisons(Pipeline pipeline, Map<String, Declaration> declarations, Problems problems) {
        this.pipeline = pipeline;
        this.taken = taken(pipeline, declarations);
        this.problems = problems;
    }

    /** Adds a problem for each comparison in a pipeline whose result is the same for every event. */
    public static void tell(Pipeline pipeline, Map<String, Declaration> declarations, Problems problems) {
        ImpossibleComparisons check = new ImpossibleComparisons(pipeline, declarations, problems);
        pipeline.steps().forEach(step -> step.conditions().forEach(check::tell));
        for (Destination destination : pipeline.destinations()) {
            if (destination instanceof WebhookOut webhook) {
                webhook.when().ifPresent(check::tell);
            }
        }
    }

    /** Returns the declarations of all event types that the pipeline takes; empty if it may take an undeclared one. */
    private static Optional<List<Declaration>> taken(Pipeline pipeline, Map<String, Declaration> declarations) {
        List<Declaration> taken = new ArrayList<>();
        for (SourceRule source : pipeline.sources()) {
            Optional<Declaration> declaration = source.match().map(declarations::get);
            if (declaration.isEmpty()) {
                return Optional.empty();
            }
            taken.add(declaration.get());
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(taken);
    }

    private void tell(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            tell(comparison);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(this::tell);
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(this::tell);
        } else if (condition instanceof Condition.Not not) {
            tell(not.condition());
        }
    }

    private void tell(Condition.Comparison comparison) {
        if (!(comparison.operand() instanceof Operand.Literal literal) || comparison.operator() == Operator.EXISTS) {
            return;
        }
        List<Values> fields = fieldsOf(comparison.field());
        boolean ordersNumericText = comparison.operator().isOrder()
                && !comparison.asNumber()
                && literal.value().isTextual()
                && NumberText.parse(literal.value().textValue()).isPresent()
                && !DATE.matcher(literal.value().textValue()).matches();
        if (ordersNumericText && !mayBeMoment(comparison.field(), fields)) {
            add(
                    comparison,
                    "compares texts by their characters, by which \"99.00\" is more than \"100\"; for numbers write "
                            + literal.value().textValue() + " without quotes, or add as: number where events have them"
                            + " as text");
            return;
        }
        if (fields.isEmpty()) {
            return;
        }
        Stream<JsonNode> tried =
                comparison.operator() == Operator.IN ? literal.value().valueStream() : Stream.of(literal.value());
        tried.forEach(value -> {
            if (fields.stream().noneMatch(field -> mayMatch(comparison, field, value))) {
                boolean isNot = comparison.operator() == Operator.NOT_EQUAL;
                add(
                        comparison,
                        "is " + (isNot ? "always" : "never") + " true"
                                + (comparison.operator() == Operator.IN ? " for " + Json.write(value) : "") + ": "
                                + comparison.field() + " is "
                                + fields.stream().map(Values::words).distinct().collect(Collectors.joining(" or "))
                                + hint(comparison, fields, value));
            }
        });
    }

    private void add(Condition.Comparison comparison, String message) {
        problems.add(comparison.place().file(), comparison.place().line(), comparison + " " + message);
    }

    private static String hint(Condition.Comparison comparison, List<Values> fields, JsonNode value) {
        if (value.isTextual()
                && NumberText.parse(value.textValue()).isPresent()
                && fields.stream().anyMatch(field -> field.kind().isNumber())) {
            return "; write " + value.textValue() + " without quotes";
        }
        return value.isNumber()
                        && !comparison.operator().isOfTexts()
                        && comparison.operator() != Operator.CONTAINS
                        && fields.stream().anyMatch(field -> field.kind() == Kind.TEXT)
                ? "; put the value in quotes, or add as: number where the text is a number"
                : "";
    }

    private boolean mayBeMoment(Ref field, List<Values> fields) {
        boolean isOfEvent = field.root() == Ref.Root.EVENT;
        return (isOfEvent && field.path().equals(List.of("received_at")))
                || fields.stream().anyMatch(values -> values.kind() == Kind.MOMENT);
    }

    /**
     * Returns what the field may hold in each event type that the pipeline takes; empty if that is not known for all of
     * them.
     */
    private List<Values> fieldsOf(Ref field) {
        if (field.root() == Ref.Root.CLASSIFY) {
            return labelsOf(field);
        }
        if (field.root() != Ref.Root.EVENT) {
            return List.of();
        }
        if (!field.path().get(0).equals("payload")) {
            return field.path().size() == 1 && !field.path().equals(List.of("received_at"))
                    ? List.of(new Values(Kind.TEXT, List.of(), false))
                    : List.of();
        }
        List<Values> all = new ArrayList<>();
        for (Declaration declaration : taken.orElse(List.of())) {
            Optional<Values> values = declared(
                    declaration.schema(),
                    false,
                    field.path().subList(1, field.path().size()));
            if (values.isEmpty()) {
                return List.of();
            }
            all.add(values.get());
        }
        return all;
    }

    private List<Values> labelsOf(Ref field) {
        List<JsonNode> labels = pipeline.steps().stream()
                .filter(step ->
                        step instanceof Classify classify && field.path().equals(List.of(classify.dimension())))
                .flatMap(step -> ((Classify) step).labels().stream())
                .<JsonNode>map(TextNode::valueOf)
                .collect(Collectors.toCollection(ArrayList::new));
        if (labels.isEmpty()) {
            return List.of();
        }
        labels.add(TextNode.valueOf(Classify.UNKNOWN));
        return List.of(new Values(Kind.TEXT, labels, false));
    }

    private static Optional<Values> declared(FieldType type, boolean mayBeNull, List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(values(type, mayBeNull));
        }
        return type.map(simple -> Optional.empty(), oneOf -> Optional.empty(), fields -> Optional.ofNullable(
                        fields.fields().get(path.get(0)))
                .flatMap(field -> declared(
                        field.type(), field.presence() == FieldType.Presence.OPTIONAL, path.subList(1, path.size()))));
    }

    private static Values values(FieldType type, boolean mayBeNull) {
        return type.map(
                simple ->
                        new Values(kind(simple), simple == FieldType.Simple.BOOLEAN ? BOOLEANS : List.of(), mayBeNull),
                oneOf -> new Values(
                        Kind.TEXT,
                        oneOf.values().stream().<JsonNode>map(TextNode::valueOf).toList(),
                        mayBeNull),
                fields -> new Values(Kind.OBJECT, List.of(), mayBeNull));
    }

    private static Kind kind(FieldType.Simple simple) {
        return switch (simple) {
            case STRING -> Kind.TEXT;
            case TIMESTAMP -> Kind.MOMENT;
            case NUMBER -> Kind.NUMBER;
            case INTEGER -> Kind.WHOLE_NUMBER;
            case BOOLEAN -> Kind.BOOLEAN;
            case OBJECT -> Kind.OBJECT;
            case ARRAY -> Kind.LIST;
        };
    }

    /** Returns whether a possible value of the field satisfies the comparison; for {@code !=}, whether one fails it. */
    private static boolean mayMatch(Condition.Comparison comparison, Values field, JsonNode literal) {
        Operator operator = comparison.operator();
        if (literal.isNull()) {
            return field.mayBeNull() || field.kind() == Kind.LIST;
        }
        if (!field.only().isEmpty()) {
            Operator asked = operator == Operator.NOT_EQUAL || operator == Operator.IN ? Operator.EQUAL : operator;
            Condition.Comparison single = new Condition.Comparison(
                    comparison.field(),
                    asked,
                    comparison.operand(),
                    comparison.bySegment(),
                    comparison.asNumber(),
                    comparison.place());
            return field.only().stream().anyMatch(value -> single.holds(value, literal));
        }
        Kind kind = field.kind();
        return switch (operator) {
            case EQUAL, NOT_EQUAL, IN ->
                mayEqual(kind, literal, comparison.asNumber()) || (operator == Operator.IN && kind == Kind.LIST);
            case GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL ->
                comparison.asNumber()
                        ? kind.isText() || kind.isNumber()
                        : (literal.isTextual() ? kind.isText() : kind.isNumber());
            case CONTAINS -> kind == Kind.LIST || (kind.isText() && literal.isTextual());
            case STARTS_WITH, ENDS_WITH -> kind.isText();
            case EXISTS -> true;
        };
    }

    private static boolean mayEqual(Kind kind, JsonNode literal, boolean asNumber) {
        if (asNumber) {
            return kind.isText() || (kind.isNumber() && mayEqual(kind, NumberText.read(literal), false));
        }
        return switch (kind) {
            case TEXT, MOMENT -> literal.isTextual();
            case NUMBER -> literal.isNumber();
            case WHOLE_NUMBER ->
                literal.isNumber()
                        && literal.decimalValue().stripTrailingZeros().scale() <= 0;
            case BOOLEAN -> literal.isBoolean();
            case OBJECT -> literal.isObject();
            case LIST -> literal.isArray();
        };
    }
}
