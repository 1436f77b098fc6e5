package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static com.ingestlayer.pipeline.PipelineTesting.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Pipelines;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformTest {
    private static final String HEAD = """
            name: p
            status: active
            steps:
              - enrich.entity: { kind: user, key: $event.payload.user_id }
              - transform:
            """;
    private static final String TAIL = """

            destinations:
              - webhook.out: { name: one, url: "https://one.example/" }
              - webhook.out: { name: two, url: "https://two.example/" }
            """;
    private static final Event EVENT = anEvent(
            "a.b",
            "{\"user_id\":\"u1\",\"n\":1.50,\"ok\":true,\"none\":null,\"tags\":[\"x\",\"y\"],"
                    + "\"items\":[{\"sku\":\"s0\"},{\"sku\":\"s1\"}],\"a-b\":7,\"id\":\"i\"}");

    private final InMemoryEntities entities = new InMemoryEntities();

    TransformTest() {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
    }

    /** Returns a file with this template, which begins on line 6. */
    private static String file(String template) {
        return HEAD + "      template: " + template + TAIL;
    }

    private List<String> bodies(String template, Event event) {
        return new Pipelines(List.of(pipeline(file(template))), outside(entities))
                .run(List.of(event)).stream().map(OutgoingDelivery::body).toList();
    }

    private String body(String template) {
        List<String> bodies = bodies(template, EVENT);
        assertThat(bodies).hasSize(2).containsOnly(bodies.get(0));
        return bodies.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$event.payload.user_id                   | \"u1\"",
                "$event.payload.n                         | 1.50",
                "$event.payload.ok                        | true",
                "$event.payload.tags                      | [\"x\",\"y\"]",
                "$event.payload.items.1.sku               | \"s1\"",
                "\"$event.payload.items[1].sku\"          | \"s1\"",
                "\"$event.payload.items[9].sku\"          | null",
                "$event.payload.a-b                       | 7",
                "$event.payload.none                      | null",
                "$event.payload.nothing.here              | null",
                "$entity.user.plan                        | \"free\"",
                "$entity                                  | {\"user\":{\"plan\":\"free\"}}",
                "$classify                                | {}",
                "now()                                    | \"2026-01-31T10:00:01.000Z\"",
                "\"user $event.payload.user_id.\"         | \"user u1.\"",
                "\"n=$event.payload.n, $event.payload.tags\" | \"n=1.50, [\\\"x\\\",\\\"y\\\"]\"",
                "\"none: $event.payload.none $event.payload.no\" | \"none: null null\"",
                "\"($entity.user.plan)-$event.payload.id-\" | \"(free)-i-\"",
                "\"${event.payload.id}.pdf\"              | \"i.pdf\"",
                "\"all: $entity!\"                        | \"all: {\\\"user\\\":{\\\"plan\\\":\\\"free\\\"}}!\"",
                "\"at now(), unknow() known()\"           | \"at 2026-01-31T10:00:01.000Z, unknow() known()\"",
                "\"$$event.payload.id costs $5, US$ 3\"   | \"$event.payload.id costs $5, US$ 3\"",
                "\"$${env:HOME}\"                         | \"${env:HOME}\"",
                "plain words                              | \"plain words\"",
                "\"\"                                     | \"\"",
                "12                                       | 12",
                "false                                    | false",
                "null                                     | null",
                "\"12\"                                   | \"12\"",
                "[1, $event.payload.id, { b: [] }]        | [1,\"i\",{\"b\":[]}]",
            })
    void aValueOfATemplateBecomesJson(String value, String expected) {
        assertThat(body("{ $event: " + value + " }")).isEqualTo("{\"$event\":" + expected + "}");
    }

    @Test
    void eventStandsForTheWholeEvent() {
        assertThat(body("$event")).isEqualTo(Json.write(EVENT.toJson()));
        assertThat(body("{ e: $event }")).isEqualTo("{\"e\":" + Json.write(EVENT.toJson()) + "}");
    }

    @Test
    void aTemplateMayBeAListOrOneRef() {
        assertThat(body("[$event.payload.id]")).isEqualTo("[\"i\"]");
        assertThat(body("$event.payload.tags")).isEqualTo("[\"x\",\"y\"]");
        assertThat(body("$event.payload.nothing")).isEqualTo("null");
    }

    @Test
    void aTextBlockIsReadLikeTheFileItself() {
        String block = """
                |
                        {
                          text: "New: $event.payload.id",   # a comment
                          user: $entity.user,
                          "at": now(),
                        }
                """;
        assertThat(body(block))
                .isEqualTo(body("{ text: \"New: $event.payload.id\", user: $entity.user, at: now() }"))
                .isEqualTo("{\"text\":\"New: i\",\"user\":{\"plan\":\"free\"},\"at\":\"2026-01-31T10:00:01.000Z\"}");
    }

    @Test
    void theLastTransformRendersTheBodyIncludingFindingsOfLaterSteps() {
        String file = HEAD.replace("  - enrich.entity: { kind: user, key: $event.payload.user_id }\n", "")
                + "      template: { a: 1 }\n"
                + "  - transform: { template: { plan: $entity.user.plan } }\n"
                + "  - enrich.entity: { kind: user, key: $event.payload.user_id }"
                + TAIL;
        assertThat(new Pipelines(List.of(pipeline(file)), outside(entities)).run(List.of(EVENT)))
                .extracting(OutgoingDelivery::body)
                .containsOnly("{\"plan\":\"free\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ a: $evnt.payload.x }         | 6 | unknown root \"$evnt\"; did you mean \"$event\"?",
                "{ a: $evnt }                   | 6 | unknown root \"$evnt\"; did you mean \"$event\"?",
                "{ a: \"x $evnt.payload.x y\" } | 6 | did you mean \"$event\"?",
                "{ a: $event.paylod.x }         | 6 | an event has no \"paylod\"; did you mean \"payload\"?",
                "{ a: $enrich.persn.name }      | 6 | $enrich has no \"persn\"; did you mean \"person\"?",
                "{ a: $summarize.txt }          | 6 | did you mean \"text\"?",
                "{ a: $USD }                    | 6 | unknown root \"$USD\"",
                "{ a: \"${secret:acme}\" }      | 6 | \"${secret:acme}\" does not go into a body",
                "{ a: \"${env:HOME}\" }         | 6 | does not go into a body",
                "{ a: \"${evnt.payload}\" }     | 6 | did you mean \"$event\"?",
                "{ a: 1, a: 2 }                 | 6 | \"a\" stands here a second time",
                "just words                     | 6 | expected a mapping or a list",
                "12                             | 6 | expected a mapping or a list",
                "`{\n  a: 1,\n  b: $evnt.x }`   | 8 | did you mean \"$event\"?",
                "`|\n        {\n          a: $evnt.x }` | 8 | did you mean \"$event\"?",
                "`|\n        a: 1\n        b: [`        | 9 | not valid YAML",
                "`|\n        some words`                | 7 | expected a mapping or a list",
            })
    void aMistakeInATemplateIsReportedWithItsLine(String template, int line, String message) {
        assertThat(problemsOf(file(template))).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void aMisspeltParameterIsRefused() {
        assertThat(problemsOf(file("{}").replace("template:", "tempalte:")))
                .anySatisfy(problem -> assertThat(problem.message()).contains("did you mean \"template\"?"));
    }

    /** Every value of a payload must come out unchanged, and nowhere else. The seed is fixed. */
    @Test
    void noPayloadInjectsARefOrBreaksTheJson() throws Exception {
        List<String> pieces = List.of(
                "$event.payload.secret",
                "$event",
                "$$",
                "${event.payload.secret}",
                "now()",
                "\"",
                "\\",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\n",
                "\u2028",
                "é",
                "😀",
                "'",
                "#",
                "${env:HOME}",
                "$entity.user",
                "\\u0022",
                "</script>",
                "null",
                " ",
                "\t");
        Random random = new Random(6);
        for (int i = 0; i < 3000; i++) {
            String text = random.ints(random.nextInt(8), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            ObjectNode payload = Json.object().put("text", text).put("secret", "hidden-treasure");
            payload.putObject("nested").put(text, text);
            JsonNode body = StrictJson.parse(bodies(
                            "{ value: $event.payload.text, prose: \"<$event.payload.text|${event.payload.text}>\","
                                    + " nested: $event.payload.nested, all: \"=$event.payload.nested\" }",
                            anEvent("a.b", Json.write(payload)))
                    .get(0));
            assertThat(body.get("value").textValue()).isEqualTo(text);
            assertThat(body.get("prose").textValue()).isEqualTo("<" + text + "|" + text + ">");
            assertThat(body.get("nested")).isEqualTo(payload.get("nested"));
            assertThat(body.get("all").textValue()).isEqualTo("=" + Json.write(payload.get("nested")));
            assertThat(body.toString()).doesNotContain("hidden-treasure").doesNotContain("2026-01-31T");
        }
    }
}
