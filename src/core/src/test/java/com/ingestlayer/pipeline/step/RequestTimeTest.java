package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.CpuTime;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.Pipelines;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that a request of hostile events finishes long before its limit of 29 s, even on a function with half the
 * speed of this machine.
 */
class RequestTimeTest {
    private static final int EVENT_CHARS = 250 * 1024;
    private static final int EVENTS = 19; // how many of this length fit into a request of 5 MiB
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private static Pipeline withSteps(String steps) {
        return pipeline("""
                name: p
                status: active
                steps:
                %s
                destinations:
                  - webhook.out: { name: one, url: "https://one.example/" }
                  - webhook.out: { name: two, url: "https://two.example/" }
                  - webhook.out: { name: three, url: "https://three.example/" }
                """.formatted(steps.indent(2)));
    }

    private static Duration costOf(Pipeline pipeline, List<Event> events) {
        Pipelines pipelines = new Pipelines(List.of(pipeline), outside(new InMemoryEntities()));
        return CpuTime.of(() -> pipelines.run(events));
    }

    @ParameterizedTest
    @CsvSource({"eyJ-", "1\u2011", "a@b.", "f:f:"})
    void redactionOfALargeRequestForSeveralDestinationsIsFast(String part) {
        Pipeline pipeline =
                withSteps("- redact.pii: { text: { $event.payload: { one: mask, two: strip, three: mask } } }\n"
                        + "- summarize: { from: $event.payload.text }");
        List<Event> events = IntStream.range(0, EVENTS)
                .mapToObj(i -> anEvent(
                        "a.b", "{\"n\":" + i + ",\"text\":\"" + part.repeat(EVENT_CHARS / part.length()) + "\"}"))
                .toList();
        assertThat(costOf(pipeline, events)).isLessThan(MAX_TIME);
    }

    /** Both sides come from one event, so the product of their sizes grows with the square of what may be sent. */
    @ParameterizedTest
    @CsvSource({"contains, false", "in, false", "in, true", "contains, true", "==, true", "ends_with, true"})
    void comparisonsOfTwoFieldsOfAnEventAreFast(String operator, boolean bySegment) {
        int half = EVENT_CHARS / 2;
        String text = bySegment ? "a.".repeat(half / 2) : "a".repeat(half);
        boolean isList = operator.equals("in");
        String other = isList
                ? "[" + "\"b\",".repeat(half / 4) + "1]"
                : "\"" + (bySegment ? "a".repeat(half) : "a".repeat(half / 2) + "b") + "\"";
        String left = isList && !bySegment ? "[" + "\"c\",".repeat(half / 4) + "2]" : "\"" + text + "\"";
        Event event = anEvent("a.b", "{\"left\":" + left + ",\"right\":" + other + "}");
        Pipeline pipeline = withSteps("- filter.match: { conditions: [{ field: $event.payload.left, op: " + operator
                + ", value: $event.payload.right" + (bySegment ? ", by: segment" : "") + " }] }");
        assertThat(costOf(pipeline, List.of(event))).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void questionsToAModelAreBuiltQuicklyFromAnyText() {
        String text = "<" + " ".repeat(8_100);
        ModelEngine model = new ModelEngine(
                new Texts(List.of(new Ref(Ref.Root.EVENT, List.of("payload", "text")))), "m", 10, "Say what it is.");
        List<Event> events = IntStream.range(0, 100)
                .mapToObj(
                        i -> anEvent("a.b", Json.write(Json.object().put("n", i).put("text", text))))
                .toList();
        assertThat(CpuTime.of(() -> events.forEach(event -> model.lookups(EventContext.of("p", event)))))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void phrasesAreSearchedInOnePass() {
        StringBuilder phrases = new StringBuilder();
        IntStream.range(0, 999).forEach(i -> phrases.append("\"a b ").append(i).append("\": \"x\", "));
        Pipeline pipeline = withSteps(
                "- translate: { from: $event.payload.text, to: en, phrases: { " + phrases + "\"zz\": \"y\" } }");
        Event event = anEvent("a.b", "{\"text\":\"" + "a b ".repeat(EVENT_CHARS / 4) + "\"}");
        assertThat(costOf(pipeline, List.of(event))).isLessThan(Duration.ofSeconds(1));
    }
}
