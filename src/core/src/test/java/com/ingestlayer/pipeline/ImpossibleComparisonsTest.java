package com.ingestlayer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpossibleComparisonsTest {
    private static final String DECLARED = """
            event: a.b
            schema:
              plan: enum [free, pro.eu]
              name: string, required
              note: string?
              amount: number
              count: integer
              vip: boolean
              at: timestamp
              tags: array
              more: object
              inner: { size: "enum [s, m]" }
              "Full Name": string
            """;
    private static final String OTHER = "event: a.c\nschema: { plan: string, amount: string }\n";

    private static List<Problem> problems(String sources, String condition) {
        Problems problems = new Problems();
        Map<String, Declaration> declarations = new HashMap<>();
        List.of(DECLARED, OTHER).forEach(text -> YamlValue.parse("e.yaml", text, problems)
                .flatMap(DeclarationFile::read)
                .ifPresent(declaration -> declarations.put(declaration.type(), declaration)));
        YamlValue.parse("p.yaml", """
                                name: p
                                status: active
                                sources: [%s]
                                steps:
                                  - classify:
                                      dimension: urgency
                                      labels: [low, high]
                                      rules: [{ label: high, when: [{ field: $event.payload.vip, op: ==, value: true }] }]
                                  - filter.match:
                                      conditions:
                                        - { field: $event.payload.name, op: exists }
                                        - %s
                                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                                """.formatted(sources, condition), problems)
                .flatMap(root -> PipelineFile.read(root, Map.<String, String>of()::get))
                .ifPresent(pipeline -> ImpossibleComparisons.tell(pipeline, declarations, problems));
        return problems.sorted();
    }

    private static final String AB = "{ kind: sdk.event, match: a.b }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plan, op: ==, value: enterprise               | never true: $event.payload.plan is one of free, pro.eu",
                "plan, op: '!=', value: Free                   | always true",
                "plan, op: in, value: [free, premium]          | never true for \"premium\"",
                "plan, op: starts_with, value: x               | never true",
                "plan, op: ==, value: us, by: segment          | never true",
                "plan, op: ==, value: null                     | never true",
                "inner.size, op: ==, value: xl                 | is one of s, m",
                "amount, op: ==, value: \"10\"                 | is a number; write 10 without quotes",
                "amount, op: '>', value: many                  | never true: $event.payload.amount is a number",
                "amount, op: contains, value: 1                | never true",
                "count, op: ==, value: 1.5                     | is a whole number",
                "name, op: ==, value: 5                        | is text; put the value in quotes, or add as: number",
                "name, op: '>', value: 100                     | is text; put the value in quotes, or add as: number",
                "name, op: '>', value: \"100\"                 | \"99.00\" is more than \"100\"; for numbers write 100 without quotes",
                "name, op: ==, value: true                     | never true",
                "vip, op: ==, value: \"yes\"                   | is true or false",
                "vip, op: ==, value: 1                         | is true or false",
                "vip, op: ==, value: 1, as: number             | never true",
                "more, op: starts_with, value: x               | is an object",
                "tags, op: ==, value: a                        | is a list",
                "[\"Full Name\"], op: ==, value: 5             | $event.payload[\"Full Name\"] is text",
            })
    void aComparisonThatNoEventCanChangeIsReported(String comparison, String expected) {
        String field = comparison.startsWith("[") ? "" : ".";
        String quoted = comparison.replaceFirst("^(.*?), op", "'\\$event.payload" + field + "$1', op");
        assertThat(problems(AB, "{ field: " + quoted + " }")).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("p.yaml");
            assertThat(problem.line()).isEqualTo(12);
            assertThat(problem.message()).contains(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan, op: ==, value: free",
                "plan, op: '!=', value: free",
                "plan, op: in, value: [free, pro.eu]",
                "plan, op: ==, value: eu, by: segment",
                "plan, op: contains, value: o.e",
                "inner.size, op: ==, value: m",
                "note, op: ==, value: null",
                "amount, op: '>', value: 10",
                "amount, op: ==, value: \"10\", as: number",
                "count, op: ==, value: 2.0",
                "name, op: ==, value: \"5\"",
                "name, op: '>', value: 100, as: number",
                "name, op: '>', value: m",
                "name, op: '>', value: \"2024\"",
                "name, op: '>=', value: \"20240131\"",
                "vip, op: ==, value: false",
                "at, op: '>', value: \"2024\"",
                "at, op: '>', value: \"5\"",
                "tags, op: contains, value: 5",
                "tags, op: in, value: [a, 5, null]",
                "more.any.thing, op: ==, value: 5",
                "unknown, op: ==, value: 5",
                "name, op: ==, value: $event.payload.amount",
            })
    void aComparisonThatAnEventCanChangeIsNotReported(String comparison) {
        assertThat(problems(AB, "{ field: $event.payload." + comparison + " }")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{ kind: webhook.in }",
                "{ kind: sdk.event, match: not.declared }",
                AB + ", { kind: webhook.in }",
                AB + ", { kind: sdk.event, match: a.c }"
            })
    void nothingIsReportedIfUndeclaredTypesAreTaken(String sources) {
        assertThat(problems(sources, "{ field: $event.payload.plan, op: ==, value: enterprise }"))
                .isEmpty();
    }

    @Test
    void labelsAndEnvelopeFieldsAreCheckedToo() {
        assertThat(problems("", "{ field: $classify.urgency, op: ==, value: critical }"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("$classify.urgency is one of low, high, unknown"));
        assertThat(problems("", "{ field: $classify.urgency, op: ==, value: unknown }"))
                .isEmpty();
        assertThat(problems("", "{ field: $event.type, op: ==, value: 5 }")).hasSize(1);
        assertThat(problems("", "{ field: $event.received_at, op: '>', value: \"5\" }"))
                .isEmpty();
        assertThat(problems("", "{ field: $event.payload.total, op: '>', value: \"100\" }"))
                .hasSize(1);
    }

    @Test
    void groupsDestinationsAndRulesAreSearched() {
        assertThat(problems(AB, "{ any: [{ not: { field: $event.payload.plan, op: ==, value: x } }] }"))
                .hasSize(1);
    }
}
