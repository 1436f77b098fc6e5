package com.ingestlayer.pipeline;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinesTest {
    private static final String ENRICHED = """
            name: enriched
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            steps:
              - filter.match: { conditions: [{ field: $event.payload.go, op: ==, value: true }] }
              - enrich.entity: { kind: user, key: $event.payload.user_id }
            destinations:
              - webhook.out: { name: one, url: "https://one.example/" }
              - webhook.out: { name: two, url: "https://two.example/" }
            """;

    private final InMemoryEntities entities = new InMemoryEntities();

    private List<Rendered> run(List<Event> events, String... files) {
        return new Pipelines(
                        List.of(files).stream().map(PipelineTesting::pipeline).toList(), outside(entities))
                .run(events);
    }

    @Test
    void theBodyIsTheEventAndBesideItWhatEnrichmentFound() {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        Event event = anEvent("a.b", "{\"go\":true,\"user_id\":\"u1\"}");
        assertThat(run(List.of(event), ENRICHED))
                .extracting(Rendered::body)
                .containsOnly("{\"id\":\"" + event.id()
                        + "\",\"type\":\"a.b\",\"received_at\":\"2026-01-31T10:00:00.500Z\",\"source\":\"sdk.event\","
                        + "\"payload\":{\"go\":true,\"user_id\":\"u1\"},\"entity\":{\"user\":{\"plan\":\"free\"}}}");
    }

    @Test
    void eachDestinationGetsIt() {
        assertThat(run(List.of(anEvent("a.b", "{\"go\":true}")), ENRICHED))
                .extracting(rendered -> rendered.destination().name())
                .containsExactly("one", "two");
    }

    @Test
    void aMissingEntityOrKeyIsNoError() {
        assertThat(run(
                        List.of(
                                anEvent("a.b", "{\"go\":true,\"user_id\":\"nobody\"}"),
                                anEvent("a.b", "{\"go\":true,\"user_id\":\"\"}"),
                                anEvent("a.b", "{\"go\":true,\"user_id\":{\"x\":1}}"),
                                anEvent("a.b", "{\"go\":true,\"user_id\":\"" + "ü".repeat(513) + "\"}"),
                                anEvent("a.b", "{\"go\":true}")),
                        ENRICHED))
                .hasSize(10)
                .noneSatisfy(rendered -> assertThat(rendered.body()).contains("\"entity\""));
    }

    @Test
    void aFilteredEventReadsNoEntity() {
        assertThat(run(List.of(anEvent("a.b", "{\"go\":false,\"user_id\":\"u1\"}")), ENRICHED))
                .isEmpty();
        assertThat(entities.calls()).isZero();
    }

    @Test
    void whoDropsAnEventSaysWhyInOneWord() {
        Event event = anEvent("a.b", "{\"go\":false}");
        List<Dropped> dropped = new ArrayList<>();
        new Pipelines(
                        List.of(pipeline(ENRICHED), pipeline(ENRICHED.replace("match: a.b", "match: c"))),
                        outside(entities))
                .run(List.of(event), dropped::add);
        assertThat(dropped).containsExactly(new Dropped(event.id(), "enriched", "filtered"));
    }

    @Test
    void theEntitiesOfAWholeBatchAreReadInOneGoAlsoForSeveralPipelines() {
        List<Event> events = IntStream.range(0, 500)
                .mapToObj(i -> anEvent("a.b", "{\"go\":true,\"n\":" + i + ",\"user_id\":\"u" + i % 50 + "\"}"))
                .toList();
        assertThat(run(events, ENRICHED, ENRICHED.replace("name: enriched", "name: again")))
                .hasSize(2000);
        assertThat(entities.calls()).isEqualTo(1);
    }

    @Test
    void aLaterStepSeesWhatAnEarlierOneFound() {
        entities.put("user", "u1", json("{\"account\":\"a1\"}"));
        entities.put("account", "a1", json("{\"tier\":\"gold\"}"));
        String chained = ENRICHED.replace("  - enrich.entity: { kind: user, key: $event.payload.user_id }\n", """
                  - enrich.entity: { kind: user, key: $event.payload.user_id }
                  - enrich.entity: { kind: account, key: $entity.user.account }
                  - filter.match: { conditions: [{ field: $entity.account.tier, op: ==, value: gold }] }
                """);
        assertThat(run(List.of(anEvent("a.b", "{\"go\":true,\"user_id\":\"u1\"}")), chained))
                .hasSize(2)
                .allSatisfy(rendered -> assertThat(rendered.body())
                        .endsWith("\"entity\":{\"user\":{\"account\":\"a1\"},\"account\":{\"tier\":\"gold\"}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{ kind: sdk.event, match: a.b }]                         | true",
                "[{ kind: sdk.event, match: a }]                           | false",
                "[{ kind: webhook.in, match: a.b }]                        | false",
                "[{ kind: webhook.in }, { kind: sdk.event }]               | true",
                "[{ kind: sdk.event, match: '' }]                          | true",
                "[{ kind: sdk.event/web }]                                 | false",
                "[{ kind: sdk }]                                           | false",
                "[]                                                        | true",
            })
    void aPipelineTakesTheEventsItsSourcesName(String sources, boolean taken) {
        Pipeline pipeline = pipeline("name: p\nstatus: active\nsources: " + sources
                + "\ndestinations: [{ webhook.out: { url: \"https://a.example/\" } }]");
        assertThat(pipeline.takes(anEvent("a.b", "{}"))).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"active,2", "paused,0", "draft,0"})
    void onlyAnActivePipelineRuns(String status, int deliveries) {
        assertThat(run(List.of(anEvent("a.b", "{\"go\":true}")), ENRICHED.replace("active", status)))
                .hasSize(deliveries);
    }
}
