package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.step.StepTesting.FIRST_LINE;
import static com.ingestlayer.pipeline.step.StepTesting.found;
import static com.ingestlayer.pipeline.step.StepTesting.problemsOfStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.expression.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifyTest {
    private static final String URGENCY = """
            - classify:
                dimension: urgency
                labels: [low, high, critical]
                from: [$event.payload.subject, $event.payload.body]
                rules:
                  - { label: critical, keywords: [outage, "data loss"] }
                  - { label: high, when: [{ field: $event.payload.tier, op: ==, value: enterprise }] }
                  - { label: low, keywords: [hello], when: { field: $event.payload.tier, op: ==, value: free } }
            """;

    private static String urgency(String step, String payload) {
        return found(step, Ref.Root.CLASSIFY, "urgency", payload).textValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"subject\":\"OUTAGE again\"}                          | critical",
                "{\"subject\":\"x\",\"body\":\"we fear data\\nloss\"}    | critical",
                "{\"body\":\"outage\",\"tier\":\"enterprise\"}           | critical",
                "{\"body\":\"outages\",\"tier\":\"enterprise\"}          | high",
                "{\"tier\":\"enterprise\"}                               | high",
                "{\"body\":\"hello\",\"tier\":\"free\"}                  | low",
                "{\"body\":\"hello\",\"tier\":\"pro\"}                   | unknown",
                "{\"body\":null,\"subject\":[\"an\",\"outage\"]}         | critical",
                "{\"body\":\"data\",\"subject\":\"loss\"}                | unknown",
                "{}                                                      | unknown",
            })
    void theFirstMatchingRuleDeterminesTheLabel(String payload, String label) {
        assertThat(urgency(URGENCY, payload)).isEqualTo(label);
    }

    @Test
    void theDefaultIsTheLabelIfNoRuleMatches() {
        assertThat(urgency(URGENCY + "    default: low\n", "{}")).isEqualTo("low");
    }

    @Test
    void rulesWithOnlyConditionsNeedNoText() {
        String step = """
                - classify:
                    dimension: urgency
                    labels: [page, notify]
                    rules: [{ label: page, when: { field: $event.payload.count, op: ">=", value: 100 } }]
                    default: notify
                """;
        assertThat(urgency(step, "{\"count\":100}")).isEqualTo("page");
        assertThat(urgency(step, "{\"count\":99}")).isEqualTo("notify");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dimension: urgency     | dimension: 1st      | 2 | \"1st\": expected what is told apart",
                "dimension: urgency     | dimensoin: urgency  | 2 | did you mean \"dimension\"?",
                "labels: [low, high, critical] | labels: []    | 3 | an empty list, expected a list of labels",
                "labels: [low, high, critical] | labels: low   | 3 | expected a list of labels",
                "labels: [low, high, critical] | labels: [low, high, critical, Unknown] | 3 | no label fits; leave it out",
                "labels: [low, high, critical] | labels: [low, high, critical, Low]     | 3 | a label stands twice",
                "labels: [low, high, critical] | labels: [low, high, critical, \"a, b\"] | 3 | expected 1 to 64 letters",
                "from: [$event.payload.subject, $event.payload.body] | from: []          | 4 | an empty list, expected a ref",
                "from: [$event.payload.subject, $event.payload.body] | from: [payload]   | 4 | expected a ref such as",
                "from: [$event.payload.subject, $event.payload.body] | default: low      | 2 | \"from\" is missing",
                "label: critical,       | label: critcal,     | 6 | unknown label \"critcal\"; did you mean \"critical\"?",
                "label: critical,       | ``                  | 6 | \"label\" is missing",
                "keywords: [outage, \"data loss\"] | keywords: [] | 6 | an empty list, expected a list of words",
                "keywords: [outage, \"data loss\"] | keywords: [\" \"] | 6 | expected a word or phrase of 1 to 200",
                "keywords: [outage, \"data loss\"] | keyword: [x] | 6 | did you mean \"keywords\"?",
                ", keywords: [outage, \"data loss\"] | ``         | 6 | expected keywords, or when, or both",
                "op: ==, value: enterprise | op: =, value: enterprise | 7 | unknown operator \"=\"",
                "rules: | default: hihg\\n    rules: | 5 | unknown label \"hihg\"; did you mean \"high\"?",
                "rules: | engine: ruels\\n    rules: | 5 | unknown engine \"ruels\"; did you mean \"rules\"?",
                "rules: | engine: bedrock\\n    rules: | 6 | unknown \"rules\"",
            })
    void aMistakeIsReportedWithItsLine(String right, String wrong, int line, String message) {
        assertThat(problemsOfStep(URGENCY)).isEmpty();
        assertThat(URGENCY).contains(right);
        assertThat(problemsOfStep(URGENCY.replace(right, wrong.replace("\\n", "\n"))))
                .anySatisfy(problem -> {
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.line()).isEqualTo(FIRST_LINE - 1 + line);
                });
    }

    @Test
    void rulesAreRequired() {
        assertThat(problemsOfStep("- classify: { dimension: x, labels: [a] }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"rules\" is missing"));
    }
}
