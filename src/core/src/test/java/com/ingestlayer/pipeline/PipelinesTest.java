package com.ingestlayer.pipeline;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.event.Event;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.window.InMemoryWindowCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private List<OutgoingDelivery> run(List<Event> events, String... files) {
        return new Pipelines(
                        List.of(files).stream().map(PipelineTesting::pipeline).toList(), outside(entities))
                .run(events);
    }

    @Test
    void theBodyIsTheEventWithTheFindingsOfEnrichment() {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        Event event = anEvent("a.b", "{\"go\":true,\"user_id\":\"u1\"}");
        assertThat(run(List.of(event), ENRICHED))
                .extracting(OutgoingDelivery::body)
                .containsOnly("{\"id\":\"" + event.id()
                        + "\",\"type\":\"a.b\",\"received_at\":\"2026-01-31T10:00:00.500Z\",\"source\":\"sdk.event\","
                        + "\"payload\":{\"go\":true,\"user_id\":\"u1\"},\"entity\":{\"user\":{\"plan\":\"free\"}}}");
    }

    @Test
    void everyDestinationGetsTheBody() {
        assertThat(run(List.of(anEvent("a.b", "{\"go\":true}")), ENRICHED))
                .extracting(rendered -> rendered.destination().name())
                .containsExactly("one", "two");
    }

    @Test
    void aMissingEntityOrKeyIsNotAnError() {
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
    void aDroppedEventIsReportedWithAOneWordReason() {
        Event event = anEvent("a.b", "{\"go\":false}");
        List<Dropped> dropped = new ArrayList<>();
        new Pipelines(
                        List.of(pipeline(ENRICHED), pipeline(ENRICHED.replace("match: a.b", "match: c"))),
                        outside(entities))
                .run(List.of(event), dropped::add);
        assertThat(dropped).containsExactly(new Dropped(event.id(), "enriched", "filtered"));
    }

    private static Event ofAnAgent(String pipeline) {
        Event event = anEvent("a.b", "{\"go\":true}");
        return new Event(
                event.id(), event.type(), event.receivedAt(), AgentSource.of("bot", pipeline), event.payload());
    }

    @Test
    void anAgentsEventRunsOnlyThroughThePipelineItNames() {
        String everything = "name: everything\nstatus: active\n"
                + "destinations: [{ webhook.out: { url: \"https://one.example/\" } }]";
        String agents = everything.replace("name: everything", "name: agents\nsources: [{ kind: agent }]");
        assertThat(run(List.of(ofAnAgent("enriched")), everything, agents, ENRICHED))
                .extracting(OutgoingDelivery::pipeline)
                .containsExactly("enriched", "enriched");
        assertThat(run(List.of(ofAnAgent("enriched")), ENRICHED.replace("active", "paused")))
                .isEmpty();
        assertThat(run(List.of(ofAnAgent("gone")), everything, agents)).isEmpty();
    }

    @Test
    void theListenerIsToldWhichEventsPassed() {
        List<Passed> passed = new ArrayList<>();
        List<OutgoingDelivery> rendered = new Pipelines(List.of(pipeline(ENRICHED)), outside(entities))
                .run(
                        List.of(anEvent("a.b", "{\"go\":true}"), anEvent("a.b", "{\"go\":false}")),
                        new Pipelines.Listener() {
                            @Override
                            public void dropped(Dropped dropped) {
                                assertThat(dropped.reason()).isEqualTo("filtered");
                            }

                            @Override
                            public void passed(Passed event) {
                                passed.add(event);
                            }
                        });
        assertThat(passed).singleElement().satisfies(event -> {
            assertThat(event.pipeline()).isEqualTo("enriched");
            assertThat(event.rendered()).isEqualTo(rendered);
            assertThat(event.body().get()).isEqualTo(rendered.get(0).body());
        });
    }

    @Test
    void theEntitiesOfABatchAreReadInOneCallAcrossPipelines() {
        List<Event> events = IntStream.range(0, 500)
                .mapToObj(i -> anEvent("a.b", "{\"go\":true,\"n\":" + i + ",\"user_id\":\"u" + i % 50 + "\"}"))
                .toList();
        assertThat(run(events, ENRICHED, ENRICHED.replace("name: enriched", "name: again")))
                .hasSize(2000);
        assertThat(entities.calls()).isEqualTo(1);
    }

    @Test
    void aLaterStepSeesTheFindingsOfAnEarlierOne() {
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

    private static final String COUNTED = """
            name: counted
            status: active
            steps:
              - STEP
            destinations: [{ webhook.out: { url: "https://one.example/" } }]
            """;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryWindowCounters slots = new InMemoryWindowCounters(event -> true, clock);

    private List<OutgoingDelivery> count(String step, List<Dropped> dropped, Event... events) {
        StepServices services = new StepServices(
                clock, new CounterService(slots), new EntityService(entities, EntityService.Merging.into(entities)));
        return new Pipelines(List.of(pipeline(COUNTED.replace("STEP", step))), services)
                .run(List.of(events), dropped::add);
    }

    private static Event numbered(int n, String rest) {
        return anEvent("a.b", "{\"n\":" + n + rest + "}");
    }

    @Test
    void dedupePassesTheFirstEventOfEachValueUntilItsWindowEnds() {
        String step = "dedupe: { key: $event.payload.order, window: 1h }";
        List<Dropped> dropped = new ArrayList<>();
        Event first = numbered(1, ",\"order\":\"o1\"");
        assertThat(count(step, dropped, first, numbered(2, ",\"order\":\"o1\""), numbered(3, ",\"order\":\"o2\"")))
                .hasSize(2);
        assertThat(dropped).extracting(Dropped::reason).containsExactly("duplicate");
        assertThat(count(step, dropped, first)).hasSize(1);
        clock.advance(Duration.ofHours(1));
        assertThat(count(step, dropped, numbered(4, ",\"order\":\"o1\""))).hasSize(1);
    }

    @Test
    void eventsWithoutTheCountedValuePass() {
        List<Dropped> dropped = new ArrayList<>();
        assertThat(count(
                        "dedupe: { key: $event.payload.order, window: 1h }",
                        dropped,
                        numbered(1, ""),
                        numbered(2, ""),
                        numbered(3, ",\"order\":null")))
                .hasSize(3);
        assertThat(dropped).isEmpty();
    }

    @Test
    void throttleDropsOrDelaysExcessEvents() {
        List<Dropped> dropped = new ArrayList<>();
        String step = "throttle: { key: $event.type, max: 2, window: 1h, mode: drop }";
        assertThat(count(step, dropped, numbered(1, ""), numbered(2, ""), numbered(3, "")))
                .hasSize(2);
        assertThat(dropped).extracting(Dropped::reason).containsExactly("throttled");
        assertThat(count(
                        step.replace("drop", "delay").replace("type", "source"),
                        dropped,
                        numbered(4, ""),
                        numbered(5, ""),
                        numbered(6, "")))
                .extracting(OutgoingDelivery::notBefore)
                .containsExactly(
                        Optional.empty(), Optional.empty(), Optional.of(Instant.parse("2026-01-31T11:00:00Z")));
    }

    @Test
    void anUpsertedEntityIsStoredAndSeenByLaterSteps() {
        entities.put("user", "u1", json("{\"plan\":\"free\",\"owner\":\"ben\"}"));
        String step = "upsert.entity: { kind: user, externalIdField: $event.payload.user, "
                + "traitFields: { plan: $event.payload.plan, n: $event.payload.n, gone: $event.payload.none } }";
        assertThat(count(
                        step,
                        new ArrayList<>(),
                        numbered(1, ",\"user\":\"u1\",\"plan\":\"pro\""),
                        numbered(2, ",\"user\":\"u1\",\"plan\":\"scale\""),
                        numbered(3, ",\"user\":{}")))
                .extracting(OutgoingDelivery::body)
                .satisfiesExactly(
                        body -> assertThat(body)
                                .contains("\"entity\":{\"user\":{\"plan\":\"pro\",\"owner\":\"ben\",\"n\":1}}"),
                        body -> assertThat(body)
                                .contains("\"entity\":{\"user\":{\"plan\":\"scale\",\"owner\":\"ben\",\"n\":2}}"),
                        body -> assertThat(body).doesNotContain("entity"));
        assertThat(entities.find(new EntityKey("user", "u1")).orElseThrow().traits())
                .isEqualTo(json("{\"plan\":\"scale\",\"owner\":\"ben\",\"n\":2}"));
    }

    @Test
    void anEventThatMergesTheTraitsOfAnEarlierOneIsMergedAfterTheOnesBetween() {
        String step = "upsert.entity: { kind: user, externalIdField: $event.payload.user, "
                + "traitFields: { plan: $event.payload.plan } }";
        assertThat(count(
                        step,
                        new ArrayList<>(),
                        numbered(1, ",\"user\":\"u1\",\"plan\":\"pro\""),
                        numbered(2, ",\"user\":\"u1\",\"plan\":\"free\""),
                        numbered(3, ",\"user\":\"u1\",\"plan\":\"pro\"")))
                .hasSize(3);
        assertThat(entities.find(new EntityKey("user", "u1")).orElseThrow().traits())
                .isEqualTo(json("{\"plan\":\"pro\"}"));
    }

    @Test
    void aReplayWritesNothingAndCountsNothing() {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        String steps = "upsert.entity: { kind: user, externalIdField: $event.payload.user, "
                + "traitFields: { n: $event.payload.n } }\n  - dedupe: { key: $event.payload.user, window: 1h }";
        Pipelines again = new Pipelines(
                List.of(pipeline(COUNTED.replace("STEP", steps))),
                StepServices.forReplay(entities, LanguageModel.NONE, new IpService(IpKnowledge.LEAST), clock));
        List<Event> events = List.of(numbered(1, ",\"user\":\"u1\""), numbered(2, ",\"user\":\"u1\""));
        assertThat(again.run(events)).hasSize(2).allSatisfy(rendered -> assertThat(rendered.body())
                .contains("{\"user\":{\"plan\":\"free\"}}"));
        assertThat(entities.find(new EntityKey("user", "u1")).orElseThrow().traits())
                .isEqualTo(json("{\"plan\":\"free\"}"));
    }

    @Test
    void aDestinationTakesTheEventsThatMatchItsCondition() {
        String file = ENRICHED.replace(
                "\"https://two.example/\" }",
                "\"https://two.example/\", when: [{ field: $entity.user.plan, op: ==, value: free }] }");
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        assertThat(run(
                        List.of(
                                anEvent("a.b", "{\"go\":true,\"user_id\":\"u1\"}"),
                                anEvent("a.b", "{\"go\":true,\"user_id\":\"u2\"}")),
                        file))
                .extracting(rendered -> rendered.destination().name())
                .containsExactly("one", "two", "one");
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
    void aPipelineTakesTheEventsThatItsSourcesName(String sources, boolean taken) {
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
