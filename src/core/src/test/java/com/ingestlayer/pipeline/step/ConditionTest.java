package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Condition;
import com.ingestlayer.expression.Operand;
import com.ingestlayer.expression.Operator;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.expression.ValueSet;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Place;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final String PAYLOAD = """
            {"feature":"csv.export","count":10,"price":10.50,"plan":"free","tags":["a","b"],"nothing":null,"ok":true,
             "limit":10.0,"nested":{"list":[1,2]},"at":"2026-01-31T10:00:00Z"}""";

    private static boolean holds(String conditions) {
        Pipeline pipeline = pipeline("""
                name: p
                status: active
                steps:
                  - filter.match:
                      %s
                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                """.formatted(conditions));
        EventContext facts = EventContext.of("p", anEvent("feature.used", PAYLOAD))
                .with(Ref.Root.ENTITY, "user", json("{\"plan\":\"free\",\"seats\":3}"));
        return ((FilterMatch) pipeline.steps().get(0)).condition().holds(facts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$event.payload.count   | ==          | 10                   | true",
                "$event.payload.count   | ==          | 10.0                 | true",
                "$event.payload.count   | ==          | \"10\"               | false",
                "$event.payload.count   | \"!=\"      | 11                   | true",
                "$event.payload.count   | \">\"       | 9.99                 | true",
                "$event.payload.count   | <           | 9                    | false",
                "$event.payload.count   | \">=\"      | 10                   | true",
                "$event.payload.count   | <=          | 9                    | false",
                "$event.payload.count   | \">\"       | abc                  | false",
                "$event.payload.count   | <=          | abc                  | false",
                "$event.payload.count   | \">=\"      | abc                  | false",
                "$event.payload.price   | ==          | 10.5                 | true",
                "$event.payload.at      | \">\"       | \"2026-01-30\"       | true",
                "$event.payload.ok      | ==          | true                 | true",
                "$event.payload.ok      | ==          | \"true\"             | false",
                "$event.payload.nothing | ==          | null                 | true",
                "$event.payload.missing | ==          | null                 | false",
                "$event.payload.missing | \"!=\"      | 1                    | true",
                "$event.payload.missing | <=          | 1                    | false",
                "$event.payload.nothing | exists      | true                 | true",
                "$event.payload.missing | exists      | true                 | false",
                "$event.payload.missing | exists      | false                | true",
                "$event.payload.feature | contains    | v.e                  | true",
                "$event.payload.tags    | contains    | b                    | true",
                "$event.payload.tags    | contains    | c                    | false",
                "$event.payload.count   | contains    | 1                    | false",
                "$event.payload.plan    | in          | [pro, free]          | true",
                "$event.payload.count   | in          | [9, 10]              | true",
                "$event.payload.tags    | in          | [b, z]               | true",
                "$event.payload.plan    | in          | [pro]                | false",
                "$event.payload.missing | in          | [pro]                | false",
                "$event.payload.feature | starts_with | csv                  | true",
                "$event.payload.feature | ends_with   | .export              | true",
                "$event.payload.feature | ends_with   | csv                  | false",
                "$event.payload.nested  | ==          | { list: [1, 2] }     | true",
                "$event.payload.plan    | ==          | $entity.user.plan    | true",
                "$event.payload.count   | \">=\"      | $event.payload.limit | true",
                "$entity.user.seats     | <           | $event.payload.count | true",
                "$entity.account.plan   | exists      | true                 | false",
                "$event.type            | ==          | feature.used         | true",
                "$event.type.deeper     | exists      | true                 | false",
                "$event.source          | ==          | sdk.event            | true",
                "$event.received_at     | starts_with | 2026-01-31T10:00:00.500Z | true",
                "$event.payload.plan    | ==          | $$free               | false",
            })
    void eachOperatorComparesAsDocumented(String field, String op, String value, boolean expected) {
        assertThat(holds("conditions: [{ field: %s, op: %s, value: %s }]".formatted(field, op, value)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"export,true", "csv,true", "csv.export,false", "xport,false"})
    void bySegmentComparesEachPartBetweenDots(String value, boolean expected) {
        assertThat(holds("conditions: [{ field: $event.payload.feature, op: in, value: [%s], by: segment }]"
                        .formatted(value)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"403.00\"     | \">\"    | 100                       | true",
                "\"99.00\"      | \">\"    | 100                       | false",
                "\" 99.00\\n\" | \"<\"    | \"100\"                 | true",
                "99             | \"<\"    | \"1e2\"                 | true",
                "\"1,000\"      | \">\"    | 0                         | false",
                "\"1,000\"      | \"<=\"   | 9999                      | false",
                "\"+5\"         | ==       | 5                         | false",
                "\"05\"         | ==       | 5                         | false",
                "\"\"           | exists   | true                      | false",
                "\"abc\"        | exists   | false                     | true",
                "\"5\"          | exists   | true                      | true",
                "true           | exists   | true                      | false",
                "null           | exists   | true                      | false",
                "\"5.0\"        | ==       | 5                         | true",
                "\"x\"          | \"!=\"   | 5                         | true",
                "\"5\"          | in       | [\"5.00\", 6]           | true",
                "[\"a\",\"7\"]  | in       | [\"5.00\", 7]           | true",
                "[\"a\",\"7\"]  | contains | \"7.0\"                | true",
                "\"5\"          | \">\"    | $event.payload.other      | true",
                "\"5\"          | <        | $event.payload.no_number  | false",
            })
    void asNumberReadsNumbersInText(String value, String op, String other, boolean expected) {
        String condition = "{ field: $event.payload.v, op: %s, value: %s, as: number }".formatted(op, other);
        Condition read =
                ((FilterMatch) StepTesting.step("- filter.match: { conditions: [" + condition + "] }")).condition();
        Event event = anEvent("a.b", "{\"v\":" + value + ",\"other\":\" 4.99 \",\"no_number\":\"x\"}");
        assertThat(read.holds(EventContext.of("p", event))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exists, value: no                             | found \"no\", expected true or false",
                "exists, value: \"no\"                       | found \"no\", expected true or false",
                "exists, value: null                           | found nothing, expected true or false",
                "exists, value: 0                              | found \"0\", expected true or false",
                "exists, value: $event.payload.b               | expected true or false",
                "in, value: []                                 | nothing is in an empty list",
                "starts_with, value: 5                         | starts_with compares texts, and 5 is none",
                "ends_with, value: true                        | ends_with compares texts, and true is none",
                "\">\", value: true                          | nothing is > true: only numbers and texts have an order",
                "<, value: null                                | nothing is < null",
                "<=, value: [1]                                | nothing is <= [1]",
                "==, value: \"1,000\", as: number            | \"1,000\" does not go with as: number",
                "in, value: [1, x], as: number                 | does not go with as: number",
                "==, value: 1, as: integer                     | expected as: number",
                "starts_with, value: \"1\", as: number       | as: number does not go with starts_with",
                "==, value: \"1\", as: number, by: segment   | as: number does not go with by: segment",
                "==, value: 01234                              | for text put it in quotes",
                "==, value: .inf                               | is no number that JSON has",
            })
    void aValueThatNothingCanMatchIsRefused(String comparison, String expected) {
        assertThat(StepTesting.problemsOfStep(
                        "- filter.match:\n    conditions:\n      - { field: $event.payload.a, op: " + comparison
                                + " }"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(StepTesting.FIRST_LINE + 2);
                    assertThat(problem.message()).contains(expected);
                });
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "false, false", "False, false", "FALSE, false"})
    void existsIsNegatedByEverySpellingOfFalse(String value, boolean expected) {
        assertThat(holds("conditions: [{ field: $event.payload.plan, op: exists, value: " + value + " }]"))
                .isEqualTo(expected);
    }

    /** Large lists are compared by a different algorithm, which must not be observable. */
    @Test
    void membershipInALongListMeansEqualityWithAnItem() {
        var list = Json.array();
        VALUES.stream().filter(value -> !value.isMissingNode()).forEach(list::add);
        for (int i = 0; i < 30; i++) {
            list.add("filler" + i);
        }
        for (JsonNode value : VALUES) {
            var others = list.deepCopy();
            for (int i = others.size() - 1; i >= 0; i--) {
                if (compare("==", value, others.get(i))) {
                    others.remove(i);
                }
            }
            boolean isList = value.isArray();
            assertThat(new ValueSet(list).has(value)).as("%s", value).isEqualTo(!value.isMissingNode());
            assertThat(new ValueSet(others).has(value)).as("%s", value).isFalse();
            assertThat(isList || compare("in", value, list) == !value.isMissingNode())
                    .as("%s", value)
                    .isTrue();
        }
    }

    @Test
    void theCombinatorDefaultsToAnd() {
        String both =
                "conditions: [{ field: $event.payload.count, op: ==, value: 10 }, { field: $event.payload.plan, op: ==, value: pro }]";
        assertThat(holds(both)).isFalse();
        assertThat(holds("combinator: and\n      " + both)).isFalse();
        assertThat(holds("combinator: or\n      " + both)).isTrue();
    }

    @Test
    void groupsNest() {
        assertThat(holds("""
                                conditions:
                                        - any:
                                            - { field: $event.payload.plan, op: ==, value: pro }
                                            - all:
                                                - { field: $event.payload.count, op: ">", value: 5 }
                                                - not: { field: $event.payload.plan, op: ==, value: pro }
                                        - not:
                                            - { field: $event.payload.count, op: ">", value: 100 }
                                            - { field: $event.payload.missing, op: exists }""")).isTrue();
    }

    private static final List<JsonNode> VALUES = List.of(
            IntNode.valueOf(10),
            DecimalNode.valueOf(new BigDecimal("10.0")),
            IntNode.valueOf(-3),
            TextNode.valueOf("10"),
            TextNode.valueOf(""),
            TextNode.valueOf("$event.payload.right"),
            TextNode.valueOf("$$event.type"),
            TextNode.valueOf("a.10.b"),
            BooleanNode.TRUE,
            NullNode.getInstance(),
            MissingNode.getInstance(),
            json("{\"a\":[1,2.0]}"),
            json("{\"a\":[1.0,2]}"),
            Json.array().add(10).add("10"));

    private static EventContext of(JsonNode left, JsonNode right) {
        ObjectNode payload = Json.object();
        if (!left.isMissingNode()) {
            payload.set("left", left);
        }
        if (!right.isMissingNode()) {
            payload.set("right", right);
        }
        return EventContext.of("p", anEvent("a.b", Json.write(payload)));
    }

    private static boolean compare(String operator, JsonNode left, JsonNode right) {
        Condition condition = new Condition.Comparison(
                new Ref(Ref.Root.EVENT, List.of("payload", "left")),
                Operator.of(operator).orElseThrow(),
                new Operand.Reference(new Ref(Ref.Root.EVENT, List.of("payload", "right"))),
                false,
                false,
                new Place("test.yaml", 1));
        boolean holds = condition.holds(of(left, right));
        assertThat(new Condition.Not(condition).holds(of(left, right))).isEqualTo(!holds);
        return holds;
    }

    @Test
    void operatorsAgreeWithEachOtherOnAllValues() {
        for (JsonNode left : VALUES) {
            for (JsonNode right : VALUES) {
                boolean equal = compare("==", left, right);
                boolean less = compare("<", left, right);
                boolean greater = compare(">", left, right);
                assertThat(equal).as("%s and %s", left, right).isEqualTo(compare("==", right, left));
                assertThat(compare("!=", left, right)).isEqualTo(!equal);
                assertThat(less).isEqualTo(compare(">", right, left));
                assertThat(less && greater).isFalse();
                assertThat(compare("<=", left, right) && compare(">=", left, right))
                        .isEqualTo(equal && (left.isNumber() || left.isTextual()));
                assertThat(equal && (less || greater)).isFalse();
            }
        }
    }

    @Test
    void textOfAnEventIsNeverTreatedAsARef() {
        JsonNode asRef = TextNode.valueOf("$event.payload.right");
        assertThat(compare("==", asRef, TextNode.valueOf("x"))).isFalse();
        assertThat(compare("==", TextNode.valueOf("x"), asRef)).isFalse();
        assertThat(compare("==", asRef, asRef)).isTrue();
        assertThat(compare("in", TextNode.valueOf("x"), Json.array().add("$event.payload.left")))
                .isFalse();
    }
}
