package com.ingestlayer.pipeline;

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
import com.ingestlayer.json.Json;
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
        Facts facts = Facts.of("p", anEvent("feature.used", PAYLOAD))
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

    @Test
    void theCombinatorIsAndUnlessItIsOr() {
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

    private static Facts of(JsonNode left, JsonNode right) {
        ObjectNode payload = Json.object();
        if (!left.isMissingNode()) {
            payload.set("left", left);
        }
        if (!right.isMissingNode()) {
            payload.set("right", right);
        }
        return Facts.of("p", anEvent("a.b", Json.write(payload)));
    }

    private static boolean compare(String operator, JsonNode left, JsonNode right) {
        Condition condition = new Condition.Comparison(
                new Ref(Ref.Root.EVENT, List.of("payload", "left")),
                Operator.of(operator).orElseThrow(),
                new Operand.Reference(new Ref(Ref.Root.EVENT, List.of("payload", "right"))),
                false);
        boolean holds = condition.holds(of(left, right));
        assertThat(new Condition.Not(condition).holds(of(left, right))).isEqualTo(!holds);
        return holds;
    }

    @Test
    void whateverIsComparedTheOperatorsAgreeWithEachOther() {
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
    void textOfAnEventIsNeverTakenForARef() {
        JsonNode asRef = TextNode.valueOf("$event.payload.right");
        assertThat(compare("==", asRef, TextNode.valueOf("x"))).isFalse();
        assertThat(compare("==", TextNode.valueOf("x"), asRef)).isFalse();
        assertThat(compare("==", asRef, asRef)).isTrue();
        assertThat(compare("in", TextNode.valueOf("x"), Json.array().add("$event.payload.left")))
                .isFalse();
    }
}
