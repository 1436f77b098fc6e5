package com.ingestlayer.pipeline;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

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
}
