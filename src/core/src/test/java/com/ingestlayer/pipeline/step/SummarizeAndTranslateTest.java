package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.step.StepTesting.FIRST_LINE;
import static com.ingestlayer.pipeline.step.StepTesting.found;
import static com.ingestlayer.pipeline.step.StepTesting.problemsOfStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.PipelineTesting;
import com.ingestlayer.pipeline.Pipelines;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummarizeAndTranslateTest {
    private static final String SHORT =
            "- summarize: { from: [$event.payload.subject, $event.payload.body], max_chars: 20 }";
    private static final String ENGLISH =
            "- translate: { from: $event.payload.body, to: en, phrases: { Zahlung fehlgeschlagen: payment failed } }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"subject\":\"Help!\",\"body\":\"It broke. It is all gone.\"} | Help! It broke.",
                "{\"body\":\"It broke and everything is gone\"}               | It broke and…",
                "{\"subject\":{\"a\":[1]}}                                    | {\"a\":[1]}",
            })
    void aSummaryConsistsOfTheFirstSentences(String payload, String summary) {
        assertThat(found(SHORT, Ref.Root.SUMMARIZE, "text", payload).textValue())
                .isEqualTo(summary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"body\":null}", "{\"body\":\" \"}"})
    void anEventWithoutTextHasNoSummaryAndNoTranslation(String payload) {
        assertThat(found(SHORT, Ref.Root.SUMMARIZE, "text", payload).isMissingNode())
                .isTrue();
        assertThat(found(ENGLISH, Ref.Root.TRANSLATE, "text", payload).isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{\"body\":\"ZAHLUNG fehlgeschlagen (5 EUR)\"} | payment failed (5 EUR)",
                "{\"body\":\"alles gut\"}                      | -",
            })
    void aTranslationReplacesTheKnownPhrases(String payload, String translation) {
        assertThat(found(ENGLISH, Ref.Root.TRANSLATE, "text", payload).textValue())
                .isEqualTo(translation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- summarize: { max_chars: 20 }                              | \"from\" is missing",
                "- summarize: { from: $event.payload.x, max_chars: 19 }      | \"19\": expected how long it may be, 20 to 4000",
                "- summarize: { from: $event.payload.x, max_char: 20 }       | did you mean \"max_chars\"?",
                "- summarize: { from: $event.payload.x, model: x }           | unknown \"model\"",
                "- summarize: { from: $event.payload.x, engine: bedrock }    | \"model\" is missing",
                "- summarize: { from: $event.payload.x, engine: bedrock, model: \"a b\" } | expected a model's id",
                "- summarize: { from: $event.payload.x, engine: bedrock, model: a, max_tokens: 0 } | \"0\": expected the longest answer",
                "- summarize: { from: $event.payload.x, engine: bedrok }     | did you mean \"bedrock\"?",
                "- translate: { from: $event.payload.x, to: en }             | \"phrases\" is missing",
                "- translate: { from: $event.payload.x, to: en, phrases: {} } | expected 1 to 1000 phrases, found 0",
                "- translate: { from: $event.payload.x, to: en, phrases: { a: [] } } | found a list, expected its translation",
                "- translate: { from: $event.payload.x, to: en, phrases: { \" \": x } } | expected a phrase of 1 to 500",
                "- translate: { from: $event.payload.x, to: english, phrases: { a: b } } | expected a language's tag",
                "- translate: { from: $event.payload.x, phrases: { a: b } }  | \"to\" is missing",
            })
    void aMistakeIsReported(String step, String message) {
        assertThat(problemsOfStep(step)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(FIRST_LINE);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- summarize: { from: $event.payload.body }",
                "- translate: { from: $event.payload.body, to: de, phrases: { ask: frag } }"
            })
    void redactedValuesAreInNoSummaryAndNoTranslation(String step) {
        Pipeline pipeline = PipelineTesting.pipeline("""
                name: p
                status: active
                steps:
                  - redact.pii: { text: { $event.payload.body: mask } }
                  %s
                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                """.formatted(step));
        var event = PipelineTesting.anEvent("a.b", "{\"body\":\"ask jane.doe@acme.com\"}");
        assertThat(new Pipelines(List.of(pipeline), PipelineTesting.outside(new InMemoryEntities()))
                        .run(List.of(event)))
                .singleElement()
                .satisfies(rendered ->
                        assertThat(rendered.body()).contains("\"text\":\"").doesNotContain("jane.doe@acme.com"));
    }
}
