package com.ingestlayer.pipeline;

import static com.ingestlayer.pipeline.PipelineTesting.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
    private static final String RIGHT = """
            name: track
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            steps:
              - filter.match:
                  conditions:
                    - { field: $event.payload.x, op: ==, value: 1 }
              - enrich.entity: { kind: user, key: $event.payload.user_id }
            destinations:
              - webhook.out:
                  name: acme
                  url: https://a.example/hooks
                  auth: { type: hmac, secret: "${secret:acme}" }
            """;

    private static final String COUNTING = """
            name: track
            status: active
            steps:
              - dedupe: { key: $event.payload.order_id, window: 24h }
              - throttle: { key: $event.payload.customer_id, max: 5, window: 1h, mode: delay }
              - upsert.entity: { kind: user, externalIdField: $event.payload.id, traitFields: { plan: $event.payload.plan } }
            destinations:
              - webhook.out: { url: "https://a.example/", when: [{ field: $event.type, op: ==, value: a.b }] }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key: $event.payload.order_id | ky: $event.payload.order_id | 4 | did you mean \"key\"?",
                "window: 24h       | window: 24           | 4 | expected a duration such as 30s, 5m, 24h or 7d",
                "dedupe: {         | dedup: {             | 4 | unknown step \"dedup\"; did you mean \"dedupe\"?",
                "max: 5            | max: 0               | 5 | \"0\": expected how many events may pass in a window, 1 to 1000",
                "max: 5            | max: 1001            | 5 | 1 to 1000",
                "max: 5            | max: many            | 5 | \"many\": expected how many",
                "mode: delay       | mode: dlay           | 5 | unknown mode \"dlay\"; did you mean \"delay\"?",
                "kind: user        | kind: US ER          | 6 | \"US ER\": expected",
                "plan: $event.payload.plan | plan: free   | 6 | expected a ref such as",
                "{ plan: $event.payload.plan } | {}       | 6 | expected at least one trait",
                "op: ==            | op: =                | 8 | unknown operator",
                "when: [{ field: $event.type, op: ==, value: a.b }] | when: always | 8 | a list of conditions",
            })
    void aMistakeInACountingStepIsReportedAtItsLine(String right, String wrong, int line, String message) {
        assertThat(problemsOf(COUNTING)).isEmpty();
        assertThat(problemsOf(COUNTING.replace(right, wrong))).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'when: [{ field: $event.type, op: ==, value: a.b }]'",
        "'when: { field: $event.type, op: ==, value: a.b }'",
        "'when: { any: [{ field: $event.type, op: ==, value: a.b }] }'",
        "'when: { combinator: or, conditions: [{ field: $event.type, op: ==, value: a.b }] }'",
    })
    void aDestinationsConditionHasTheFormOfAFilterOrAShorterOne(String when) {
        assertThat(problemsOf(COUNTING.replace("when: [{ field: $event.type, op: ==, value: a.b }]", when)))
                .isEmpty();
    }

    @Test
    void aValidFileHasNoProblems() {
        assertThat(problemsOf(RIGHT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: track            | name: Track X        | 1  | expected 1 to 64 small letters",
                "status: active         | status: activ        | 2  | did you mean \"active\"?",
                "status: active         | stats: active        | 2  | unknown \"stats\"; did you mean \"status\"?",
                "status: active         | stats: active        | 1  | \"status\" is missing, expected active, paused, draft",
                "kind: sdk.event, match | kind: sdk.event, mach | 3 | did you mean \"match\"?",
                "kind: sdk.event, match: a.b | match: a.b      | 3  | \"kind\" is missing",
                "filter.match:          | filter.mtch:         | 5  | unknown step \"filter.mtch\"; did you mean \"filter.match\"?",
                "field: $event          | field: $evnt         | 7  | unknown root \"$evnt\"; did you mean \"$event\"?",
                "$event.payload.x       | $event.paylod.x      | 7  | an event has no \"paylod\"; did you mean \"payload\"?",
                "$event.payload.x       | payload.x            | 7  | expected a ref such as",
                "op: ==                 | op: =                | 7  | unknown operator \"=\"",
                "op: ==                 | op: >=               | 7  | needs quotes",
                "op: ==                 | op: in               | 7  | expected a list such as [export, api]",
                ", value: 1             | ``                   | 7  | \"value\" is missing",
                "value: 1               | valu: 1              | 7  | did you mean \"value\"?",
                "value: 1               | value: 1, by: segmnt | 7  | expected by: segment",
                "==, value: 1           | <, value: 1, by: segment | 7 | by: segment does not go with <",
                "enrich.entity: { kind  | enrich.entity: { knd | 8  | did you mean \"kind\"?",
                "name: acme             | name: a b            | 11 | expected 1 to 64 letters",
                "https://a.example/hooks | a.example/hooks     | 12 | expected an absolute http or https URL",
                "https://a.example/hooks | https://a.example:65536/ | 12 | the highest port is 65535",
                "https://a.example/hooks | https://u:p@a.example/ | 12 | must not hold a user",
                "https://a.example/hooks | ${env:NOT_SET}/x    | 12 | the environment variable NOT_SET is not set",
                "type: hmac             | type: hmca           | 13 | did you mean \"hmac\"?",
                "${secret:acme}         | whsec_in_the_file    | 13 | a secret itself never stands in a file",
            })
    void aMistakeIsReportedWithItsLineAndTheExpectedValue(String right, String wrong, int line, String message) {
        assertThat(problemsOf(RIGHT.replace(right, wrong))).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void aSecretInAFileIsNotRepeatedInTheMessage() {
        assertThat(problemsOf(RIGHT.replace("${secret:acme}", "whsec_in_the_file"))
                        .toString())
                .doesNotContain("whsec_in_the_file");
    }

    @Test
    void allMistakesAreReportedTogether() {
        assertThat(problemsOf(RIGHT.replace("status: active", "status: on")
                        .replace("op: ==", "op: =")
                        .replace("type: hmac", "type: x")))
                .hasSize(3);
    }

    @Test
    void twoDestinationsWithTheSameNameAreRefused() {
        assertThat(problemsOf("""
                        name: p
                        status: active
                        destinations:
                          - webhook.out: { url: "https://a.example/" }
                          - webhook.out: { url: "https://b.example/" }
                        """)).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("two destinations are called \"webhook.out\""));
    }

    @Test
    void aDuplicateNameIsRefusedAtAnyDepth() {
        assertThat(problemsOf(RIGHT.replace("kind: user,", "kind: user, kind: account,")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(8);
                    assertThat(problem.message()).isEqualTo("\"kind\" stands here a second time");
                });
    }

    @Test
    void anAliasThatWouldContainItselfIsRefused() {
        assertThat(problemsOf("name: p\nsteps: &a [*a]\n")).isNotEmpty();
    }
}
