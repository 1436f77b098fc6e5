package com.ingestlayer.agent;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.ingest.IngestOutcome;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.Dropped;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.window.InMemoryWindowCounters;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests agent calls from the request to the result, on the same ingestion as every other event. */
class AgentCallsTest {
    private static final List<String> FILES = List.of("""
            name: find-company
            status: active
            sources: [{ kind: agent, match: company.lookup }]
            steps:
              - filter.match: { conditions: [{ field: $event.payload.skip, op: "!=", value: true }] }
              - enrich.entity: { kind: user, key: $event.payload.user }
            destinations:
              - webhook.out: { name: crm, url: "https://crm.example/" }
              - webhook.out:
                  name: sales
                  url: "https://sales.example/"
                  when: [{ field: $entity.user.plan, op: ==, value: pro }]
            """, """
            name: seldom
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            steps:
              - throttle: { key: $event.payload.user, max: 1, window: 1h, mode: delay }
              - upsert.entity: { kind: user, externalIdField: $event.payload.user, traitFields: { n: $event.payload.n } }
            destinations: [{ webhook.out: { name: d, url: "https://a.example/", when: [{ field: $event.payload.n, op: "!=", value: 0 }] } }]
            """, """
            name: once
            status: active
            steps: [{ dedupe: { key: $event.payload.user, window: 1h } }]
            destinations: [{ webhook.out: { name: d, url: "https://a.example/" } }]
            """, """
            name: resting
            status: paused
            destinations: [{ webhook.out: { url: "https://a.example/" } }]
            """, """
            name: planned
            status: draft
            destinations: [{ webhook.out: { url: "https://a.example/" } }]
            """);
    private static final String LOOKUP = "{\"type\":\"company.lookup\",\"user\":\"u1\"}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryEntities entities = new InMemoryEntities();
    private final InMemoryEventHistory archive = new InMemoryEventHistory(log, new InMemoryDeliveryRecords());
    private final List<IngestOutcome> taken = new ArrayList<>();
    private final List<Pipeline> pipelines =
            FILES.stream().map(text -> pipeline(text)).toList();
    private final AgentCalls calls = new AgentCalls(
            new Ingestion(
                    new Declarations(
                            Map.of(
                                    "declared",
                                    YamlValue.parse(
                                                    "d.yaml",
                                                    "event: declared\nschema: { id: 'string, required' }\n"
                                                            + "idempotency: { key: $payload.id }",
                                                    new Problems())
                                            .flatMap(DeclarationFile::read)
                                            .orElseThrow()),
                            Declarations.Undeclared.ACCEPT),
                    new Pipelines(
                            pipelines,
                            new StepServices(
                                    clock,
                                    new CounterService(new InMemoryWindowCounters(event -> true, clock)),
                                    new EntityService(entities, EntityService.Merging.into(entities)))),
                    new Ids(clock, new Random(3)),
                    log,
                    queue,
                    new InMemoryRateLimiter(clock),
                    taken::add,
                    clock),
            archive,
            new Pipelines(
                    pipelines,
                    StepServices.forReplay(entities, LanguageModel.NONE, new IpService(IpKnowledge.LEAST), clock)));

    private static ApiKey agent(String name) {
        return new ApiKey(name, "agent", Set.of(ApiKey.invoke("*")), Optional.empty());
    }

    private InvocationResult call(String pipeline, String body) throws RefusedException {
        return calls.call(agent("bot"), pipeline, name -> Optional.empty(), body);
    }

    private InvocationResult keyed(String agent, String pipeline, String key, String body) throws RefusedException {
        return calls.call(
                agent(agent),
                pipeline,
                name -> Optional.of(key).filter(given -> name.equals("x-ingest-idempotency-key")),
                body);
    }

    private void assertRefused(String pipeline, String body, Reason reason, String message) {
        assertThatThrownBy(() -> call(pipeline, body)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.getMessage()).isEqualTo(message);
        });
        assertThat(log.rows()).isEmpty();
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void theResultIsTheQueuedBodyAndOnlyTheNamedPipelineRuns() throws RefusedException {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        InvocationResult processed = call("find-company", LOOKUP);
        assertThat(processed.destinations()).containsExactly("crm");
        assertThat(processed.dropped()).isEmpty();
        assertThat(processed.notBefore()).isEmpty();
        assertThat(queue.messages())
                .singleElement()
                .extracting(DeliveryMessage::body)
                .isEqualTo(processed.body());
        assertThat(json(processed.body().orElseThrow()))
                .isEqualTo(json("{\"id\":\"" + processed.receipt().id() + "\",\"type\":\"company.lookup\","
                        + "\"received_at\":\"2026-01-31T10:00:00.000Z\",\"source\":\"agent/bot/find-company\","
                        + "\"payload\":" + LOOKUP + ",\"entity\":{\"user\":{\"plan\":\"free\"}}}"));
        assertThat(log.rows()).singleElement().satisfies(row -> assertThat(row.deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.pipeline()).isEqualTo("find-company")));
    }

    @Test
    void aNamedPipelineRunsWhateverItsSourcesSay() throws RefusedException {
        assertThat(call("seldom", "{\"n\":1}").destinations()).containsExactly("d");
        assertThat(call("find-company", "{\"type\":\"else\"}").destinations()).containsExactly("crm");
    }

    @Test
    void anEventWithoutATypeIsOfTypeAgentReceived() throws RefusedException {
        call("find-company", "{\"type\":\"no type\"}");
        assertThat(log.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.event().type()).isEqualTo("agent.received"));
    }

    @Test
    void aDroppedEventIsStoredAndTheReasonIsReturned() throws RefusedException {
        InvocationResult processed = call("find-company", "{\"skip\":true}");
        assertThat(processed.dropped()).hasValue("filtered");
        assertThat(processed.destinations()).isEmpty();
        assertThat(processed.body()).isEmpty();
        assertThat(log.rows()).hasSize(1);
        assertThat(taken)
                .containsExactly(IngestOutcome.fresh(
                        processed.receipt().id(),
                        "agent.received",
                        "agent/bot/find-company",
                        0,
                        List.of(new Dropped(processed.receipt().id(), "find-company", "filtered"))));
    }

    @Test
    void anEventForNoDestinationStillHasABody() throws RefusedException {
        InvocationResult processed = call("seldom", "{\"n\":0}");
        assertThat(processed.destinations()).isEmpty();
        assertThat(processed.dropped()).isEmpty();
        assertThat(processed.body().orElseThrow()).contains("\"payload\":{\"n\":0}");
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aDelayedEventReportsWhenItsDeliveriesStart() throws RefusedException {
        call("seldom", "{\"user\":\"u1\",\"n\":1}");
        assertThat(call("seldom", "{\"user\":\"u1\",\"n\":2}").notBefore())
                .hasValue(clock.instant().plusSeconds(3600));
    }

    @Test
    void aRepeatIsADuplicateWithTheSameResultAndNothingIsQueuedOrWrittenAgain() throws RefusedException {
        String first = "{\"user\":\"u1\",\"n\":1}";
        InvocationResult processed = keyed("bot", "seldom", "k", first);
        entities.writeAll(Map.of(new EntityKey("user", "u1"), json("{\"plan\":\"pro\"}")));
        clock.advance(Duration.ofMinutes(1));
        InvocationResult again = keyed("bot", "seldom", "k", "{\"user\":\"u1\",\"n\":0}");
        assertThat(again.receipt().duplicate()).isTrue();
        assertThat(again.receipt().id()).isEqualTo(processed.receipt().id());
        assertThat(again.destinations()).containsExactly("d");
        assertThat(again.notBefore()).isEmpty();
        assertThat(json(again.body().orElseThrow()).path("payload")).isEqualTo(json(first));
        assertThat(json(again.body().orElseThrow()).path("entity"))
                .isEqualTo(json("{\"user\":{\"n\":1,\"plan\":\"pro\"}}"));
        assertThat(queue.messages()).hasSize(1);
        assertThat(log.rows()).hasSize(1);
        // The repeat took no place of its own: the next event gets the first window after that of the first try.
        assertThat(call("seldom", first).notBefore()).hasValue(Instant.parse("2026-01-31T11:00:00Z"));
    }

    @Test
    void aRepeatOfADroppedEventIsDroppedAgain() throws RefusedException {
        keyed("bot", "find-company", "k", "{\"skip\":true}");
        InvocationResult again = keyed("bot", "find-company", "k", "{\"skip\":true}");
        assertThat(again.receipt().duplicate()).isTrue();
        assertThat(again.dropped()).hasValue("filtered");
    }

    @Test
    void aRepeatOfAnEventThatDedupeDroppedHasNoDestinations() throws RefusedException {
        call("once", "{\"user\":\"u1\"}");
        assertThat(keyed("bot", "once", "k", "{\"user\":\"u1\"}").dropped()).hasValue("duplicate");
        InvocationResult again = keyed("bot", "once", "k", "{\"user\":\"u1\"}");
        assertThat(again.receipt().duplicate()).isTrue();
        assertThat(again.destinations()).isEmpty();
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void idempotencyKeysAreScopedToAgentAndPipeline() throws RefusedException {
        keyed("bot", "find-company", "k", LOOKUP);
        assertThat(keyed("bot", "seldom", "k", LOOKUP).receipt().duplicate()).isFalse();
        assertThat(keyed("other", "find-company", "k", LOOKUP).receipt().duplicate())
                .isFalse();
    }

    @Test
    void theDeclaredKeyAndSchemaApply() throws RefusedException {
        String declared = "{\"type\":\"declared\",\"id\":\"i1\"}";
        call("find-company", declared);
        assertThat(call("find-company", declared).receipt().duplicate()).isTrue();
        assertThatThrownBy(() -> call("find-company", "{\"type\":\"declared\",\"ib\":\"i1\"}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.details())
                        .extracting(detail -> detail.path().toString())
                        .containsExactlyInAnyOrder("$.ib", "$.id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody  | NOT_FOUND | There is no such pipeline.",
                "*       | NOT_FOUND | There is no such pipeline.",
                "resting | CONFLICT  | Nothing was taken: the pipeline is not active, but paused.",
                "planned | CONFLICT  | Nothing was taken: the pipeline is not active, but draft."
            })
    void aPipelineThatDoesNotRunIsRefused(String pipeline, Reason reason, String message) {
        assertRefused(pipeline, LOOKUP, reason, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "null", "5"})
    void aBodyThatIsNotAnObjectIsRefused(String body) {
        assertRefused("find-company", body, Reason.INVALID_EVENT, "Nothing was accepted: 1 thing is wrong.");
    }

    @Test
    void anAgentThatExceedsItsRateLimitIsRefused() throws RefusedException {
        ApiKey slow = new ApiKey("slow", "agent", Set.of("invoke:seldom"), Optional.of(new RateLimit(1, 1)));
        calls.call(slow, "seldom", name -> Optional.empty(), "{}");
        assertThatThrownBy(() -> calls.call(slow, "seldom", name -> Optional.empty(), "{}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.RATE_LIMITED));
    }

    @Test
    void nothingIsPromisedIfTheQueueOrTheStoreIsUnavailable() throws RefusedException {
        queue.sends.set(true);
        assertThatThrownBy(() -> keyed("bot", "find-company", "k", LOOKUP)).isInstanceOf(UnavailableException.class);
        queue.sends.set(false);
        log.writes.set(true);
        assertThatThrownBy(() -> keyed("bot", "find-company", "k", LOOKUP)).isInstanceOf(UnavailableException.class);
        log.writes.set(false);
        InvocationResult processed = keyed("bot", "find-company", "k", LOOKUP);
        assertThat(processed.receipt().duplicate()).isFalse();
        assertThat(queue.messages())
                .extracting(DeliveryMessage::deliveryId)
                .containsOnly(Ids.delivery(processed.receipt().id(), "find-company", "crm"));
    }

    @Test
    void aDuplicateThatCannotBeReadIsAnErrorInsteadOfAResultWithoutBody() throws RefusedException {
        keyed("bot", "find-company", "k", LOOKUP);
        archive.reads.set(true);
        assertThatThrownBy(() -> keyed("bot", "find-company", "k", LOOKUP)).isInstanceOf(UnavailableException.class);
    }
}
