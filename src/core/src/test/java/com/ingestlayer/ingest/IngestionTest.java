package com.ingestlayer.ingest;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.InMemoryRateLimiter;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.pipeline.Dropped;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Sender;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestionTest {
    private static final String PIPELINE = """
            name: p
            status: active
            sources: [{ kind: sdk.event, match: a.b }]
            steps: [{ enrich.entity: { kind: user, key: $event.payload.user_id } }]
            destinations: [{ webhook.out: { name: d, url: "https://a.example/" } }]
            """;
    private static final String CHOOSY = """
            name: choosy
            status: active
            steps: [{ filter.match: { conditions: [{ field: $event.payload.go, op: ==, value: true }] } }]
            destinations: [{ webhook.out: { name: d, url: "https://b.example/" } }]
            """;
    private static final String DECLARATION =
            "event: paid\nschema: { id: 'string, required' }\nidempotency: { key: $payload.id, window: 1h }";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    private final InMemoryEntities entities = new InMemoryEntities();
    private final List<IngestOutcome> taken = new ArrayList<>();
    private final InMemoryRateLimiter limiter = new InMemoryRateLimiter(clock);
    private final Declaration declaration = declaration(DECLARATION);
    private final Ingestion ingestion = ingestion(Map.of("paid", declaration));

    private static Declaration declaration(String text) {
        return YamlValue.parse("paid.yaml", text, new Problems())
                .flatMap(DeclarationFile::read)
                .orElseThrow();
    }

    private Ingestion ingestion(Map<String, Declaration> declarations) {
        return new Ingestion(
                new Declarations(declarations, Declarations.Undeclared.ACCEPT),
                new Pipelines(List.of(pipeline(PIPELINE)), outside(entities)),
                new Ids(clock, new Random(7)),
                log,
                queue,
                limiter,
                taken::add,
                clock);
    }

    private List<Receipt> ingest(String body) throws RefusedException {
        return ingestion.ingest(new Sender("sdk.event", "key#test", Optional.empty()), body);
    }

    private Receipt one(String body) throws RefusedException {
        return ingest(body).get(0);
    }

    private static String keyed(String key) {
        return "{\"type\":\"a.b\",\"payload\":{\"n\":1},\"idempotencyKey\":\"" + key + "\"}";
    }

    @Test
    void aDeclaredKeyPrecedesAGeneratedOneButNotAGivenOne() throws RefusedException {
        String paid = "{\"type\":\"paid\",\"payload\":{\"id\":\"i_1\"},\"idempotencyKey\":\"KEY\"}";
        EventId first = one(paid.replace("KEY", "auto:1")).id();
        assertThat(one(paid.replace("KEY", "auto:2"))).isEqualTo(new Receipt(first, true));
        assertThat(one(paid.replace("KEY", "mine")).id()).isNotEqualTo(first);
        EventId undeclared = one(keyed("auto:3")).id();
        assertThat(one(keyed("auto:3"))).isEqualTo(new Receipt(undeclared, true));
        assertThat(one(keyed("auto:4")).id()).isNotEqualTo(undeclared);
    }

    @Test
    void anAcceptedEventIsStoredAndItsDeliveriesAreQueued() throws RefusedException {
        entities.put("user", "u1", json("{\"plan\":\"free\"}"));
        Receipt receipt = one("{\"type\":\"a.b\",\"payload\":{\"user_id\":\"u1\"}}");
        assertThat(receipt.duplicate()).isFalse();
        assertThat(log.rows()).singleElement().satisfies(row -> {
            assertThat(row.event().id()).isEqualTo(receipt.id());
            assertThat(row.event().receivedAt()).isEqualTo(clock.instant());
            assertThat(row.deliveries()).singleElement().satisfies(key -> assertThat(key.destination())
                    .isEqualTo("d"));
        });
        assertThat(queue.messages()).singleElement().satisfies(message -> {
            assertThat(message.deliveryId()).isEqualTo(Ids.delivery(receipt.id(), "p", "d"));
            assertThat(message.body().orElseThrow()).contains("\"entity\":{\"user\":{\"plan\":\"free\"}}");
        });
    }

    @Test
    void anEventThatNoPipelineTakesIsStillStored() throws RefusedException {
        one("{\"type\":\"other\",\"payload\":{}}");
        assertThat(log.rows()).hasSize(1);
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aTimestampOnlyBackdatesReceivedAt() throws RefusedException {
        one("{\"type\":\"a.b\",\"payload\":{},\"timestamp\":\"2020-02-02T03:04:05.678+01:00\"}");
        assertThat(log.rows()).singleElement().satisfies(row -> {
            assertThat(row.event().receivedAt()).isEqualTo("2020-02-02T02:04:05.678Z");
            assertThat(row.acceptedAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void aSecondSendWithTheSameKeyChangesNothingAndGetsTheSameId() throws RefusedException {
        Receipt first = one(keyed("k"));
        clock.advance(Duration.ofHours(23));
        Receipt second = one(keyed("k"));
        assertThat(second).isEqualTo(new Receipt(first.id(), true));
        assertThat(log.rows()).hasSize(1);
        assertThat(queue.messages()).hasSize(1);
    }

    @Test
    void aKeyIsFreeAgainAfterItsWindow() throws RefusedException {
        Receipt first = one(keyed("k"));
        clock.advance(Duration.ofHours(24));
        Receipt second = one(keyed("k"));
        assertThat(second.duplicate()).isFalse();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    /** Windows of 24 h change at midnight. */
    @Test
    void processesWithDifferentClocksAcceptAnEventOnceWhenWindowsChange() throws RefusedException {
        clock.advance(Duration.ofHours(14).plusMinutes(2)); // fast clock: already in the next window
        Receipt first = one(keyed("k"));
        clock.advance(Duration.ofMinutes(-4)); // slow clock: still in the previous one
        Receipt second = one(keyed("k"));
        assertThat(second).isEqualTo(new Receipt(first.id(), true));
        assertThat(log.rows()).hasSize(1);

        Receipt early = one(keyed("other"));
        clock.advance(Duration.ofMinutes(4));
        assertThat(one(keyed("other"))).isEqualTo(new Receipt(early.id(), true));
    }

    @Test
    void keysAreScopedToTheSource() throws RefusedException {
        one(keyed("k"));
        assertThat(ingestion
                        .ingest(new Sender("webhook.in", "key#test", Optional.empty()), keyed("k"))
                        .get(0)
                        .duplicate())
                .isFalse();
    }

    @Test
    void aKeyThatOccursTwiceInOneRequestIsOneEvent() throws RefusedException {
        List<Receipt> receipts = ingest("{\"events\":[" + keyed("k") + "," + keyed("k") + "," + keyed("l") + "]}");
        assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, true, false);
        assertThat(receipts.get(0).id()).isEqualTo(receipts.get(1).id());
        assertThat(log.rows()).hasSize(2);
    }

    @Test
    void theSameKeyWithTwoTypesIsTwoEvents() throws RefusedException {
        String ofTypes = "{\"events\":[" + keyed("7") + "," + keyed("7").replace("a.b", "a.c") + "]}";
        List<Receipt> receipts = ingest(ofTypes);
        assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, false);
        assertThat(log.rows()).extracting(row -> row.event().type()).containsExactlyInAnyOrder("a.b", "a.c");
        assertThat(ingest(ofTypes)).containsExactly(repeat(receipts.get(0)), repeat(receipts.get(1)));
        clock.advance(Duration.ofHours(14)); // to the next window, which still covers the previous one
        assertThat(one(keyed("7").replace("a.b", "a.c"))).isEqualTo(repeat(receipts.get(1)));
        assertThat(log.rows()).hasSize(2);
    }

    private static Receipt repeat(Receipt receipt) {
        return new Receipt(receipt.id(), true);
    }

    @Test
    void theSameDeclaredKeyWithTwoTypesIsTwoEvents() throws RefusedException {
        String tickets = DECLARATION.replace("paid", "ticket.created");
        Ingestion both = ingestion(Map.of("paid", declaration, "ticket.created", declaration(tickets)));
        Sender sender = new Sender("sdk.event", "key#test", Optional.empty());
        List<Receipt> receipts = both.ingest(
                sender,
                "{\"events\":[{\"type\":\"paid\",\"payload\":{\"id\":\"7\"}},"
                        + "{\"type\":\"ticket.created\",\"payload\":{\"id\":\"7\"}}]}");
        assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, false);
        assertThat(log.rows()).hasSize(2);
    }

    @Test
    void aRepeatedKeyWithAnotherPayloadIsADuplicateThatSaysSo() throws RefusedException {
        Receipt first = one(keyed("k"));
        String changed = keyed("k").replace("\"n\":1", "\"n\":2");
        Receipt differs = new Receipt(first.id(), true, true);
        assertThat(one(changed)).isEqualTo(differs);
        assertThat(one(keyed("k").replace("\"n\":1", "\"n\":1.0"))).isEqualTo(repeat(first));
        Sender withAnotherKey = new Sender("sdk.event", "key#other", Optional.empty());
        assertThat(ingestion.ingest(withAnotherKey, changed)).containsExactly(differs);
        clock.advance(Duration.ofHours(14)); // to the next window, which still covers the previous one
        assertThat(one(changed)).isEqualTo(differs);
        assertThat(log.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.event().payload()).isEqualTo(json("{\"n\":1}")));
        assertThat(taken)
                .containsExactly(
                        IngestOutcome.fresh(first.id(), "a.b", "sdk.event", 1, List.of()),
                        IngestOutcome.duplicate(differs, "a.b", "sdk.event"),
                        IngestOutcome.duplicate(repeat(first), "a.b", "sdk.event"),
                        IngestOutcome.duplicate(differs, "a.b", "sdk.event"),
                        IngestOutcome.duplicate(differs, "a.b", "sdk.event"));
    }

    @Test
    void withinOneRequestPayloadsAreComparedWithTheFirst() throws RefusedException {
        String changed = keyed("k").replace("\"n\":1", "\"n\":2");
        List<Receipt> receipts = ingest("{\"events\":[" + keyed("k") + "," + changed + "," + keyed("k") + "]}");
        assertThat(receipts).extracting(Receipt::payloadDiffers).containsExactly(false, true, false);
        assertThat(receipts).extracting(Receipt::duplicate).containsExactly(false, true, true);
    }

    @Test
    void payloadsStoredWithoutAHashAreNotCompared() throws RefusedException {
        Receipt first = one(keyed("k"));
        log.forgetPayloads();
        assertThat(one(keyed("k").replace("\"n\":1", "\"n\":2"))).isEqualTo(repeat(first));
    }

    @Test
    void theDeclaredKeyAndWindowApplyIfTheSenderGivesNoKey() throws RefusedException {
        String paid = "{\"type\":\"paid\",\"payload\":{\"id\":\"i1\"}}";
        Receipt first = one(paid);
        clock.advance(Duration.ofMinutes(59));
        assertThat(one(paid)).isEqualTo(new Receipt(first.id(), true));
        clock.advance(Duration.ofMinutes(1));
        assertThat(one(paid).duplicate()).isFalse();
    }

    @Test
    void withoutAKeyEachSendIsANewEvent() throws RefusedException {
        EventId first = one("{\"type\":\"a.b\",\"payload\":{}}").id();
        assertThat(one("{\"type\":\"a.b\",\"payload\":{}}").id()).isNotEqualTo(first);
    }

    @Test
    void anUnavailableQueueLeavesNoRow() {
        queue.sends.set(true);
        assertThatThrownBy(() -> ingest(keyed("k"))).isInstanceOf(UnavailableException.class);
        assertThat(log.rows()).isEmpty();
    }

    @Test
    void anUnavailableStoreGivesTheRetryTheSameIds() throws RefusedException {
        log.writes.set(true);
        assertThatThrownBy(() -> ingest(keyed("k"))).isInstanceOf(UnavailableException.class);
        log.writes.set(false);
        Receipt receipt = one(keyed("k"));
        assertThat(receipt.duplicate()).isFalse();
        assertThat(log.rows()).hasSize(1);
        assertThat(queue.messages())
                .hasSize(2)
                .extracting(DeliveryMessage::deliveryId)
                .containsOnly(Ids.delivery(receipt.id(), "p", "d"));
    }

    @Test
    void failedReadsQueueNothing() {
        log.reads.set(true);
        assertThatThrownBy(() -> ingest(keyed("k"))).isInstanceOf(UnavailableException.class);
        entities.reads.set(true);
        assertThatThrownBy(() -> ingest("{\"type\":\"a.b\",\"payload\":{\"user_id\":\"u\"}}"))
                .isInstanceOf(UnavailableException.class);
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void aBatchIsAnsweredInTheOrderSent() throws RefusedException {
        String batch = IntStream.range(0, 500)
                .mapToObj(i -> keyed("k" + i))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        List<EventId> first = ingest(batch).stream().map(Receipt::id).toList();
        assertThat(ingest(batch)).extracting(Receipt::id).containsExactlyElementsOf(first);
        assertThat(first).doesNotHaveDuplicates().hasSize(500);
    }

    @Test
    void aBatchIsAcceptedWholeOrNotAtAll() {
        assertThatThrownBy(() ->
                        ingest("{\"events\":[" + keyed("k") + ",{\"type\":\"paid\",\"payload\":{}},{\"type\":5}]}"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RefusedException.Reason.INVALID_EVENT);
                    assertThat(refused.details())
                            .extracting(detail -> detail.path() + " " + detail.message())
                            .containsExactly(
                                    "$.events[1].payload.id required field is missing",
                                    "$.events[2].type expected a string",
                                    "$.events[2].payload required field is missing");
                });
        assertThat(log.rows()).isEmpty();
        assertThat(queue.messages()).isEmpty();
    }

    private List<Receipt> ingestSlowly(String body) throws RefusedException {
        return ingestion.ingest(new Sender("sdk.event", "key#slow", Optional.of(new RateLimit(1, 2))), body);
    }

    @Test
    void aSenderOverItsRateLimitLearnsTheWaitAndNothingIsWritten() throws RefusedException {
        ingestSlowly(keyed("first"));
        ingestSlowly(keyed("second"));
        assertThatThrownBy(() -> ingestSlowly(keyed("third")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RefusedException.Reason.RATE_LIMITED);
                    assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(1));
                });
        assertThat(log.rows()).hasSize(2);
        assertThat(queue.messages()).hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ingestSlowly(keyed("third"))).hasSize(1);
    }

    @Test
    void repeatsAndRefusedEventsDoNotCountTowardsTheRateLimit() throws RefusedException {
        ingestSlowly(keyed("first"));
        for (int i = 0; i < 10; i++) {
            assertThat(ingestSlowly(keyed("first")).get(0).duplicate()).isTrue();
            assertThatThrownBy(() -> ingestSlowly("{\"type\":\"paid\",\"payload\":{}}"))
                    .isInstanceOf(RefusedException.class);
        }
        assertThat(ingestSlowly(keyed("second"))).hasSize(1);
    }

    @Test
    void undeclaredTypesAreRefusedWithTheNearestDeclaredOne() {
        Ingestion strict = new Ingestion(
                new Declarations(Map.of("paid", declaration), Declarations.Undeclared.REJECT),
                new Pipelines(List.of(), outside(entities)),
                new Ids(clock, new Random(7)),
                log,
                queue,
                limiter,
                taken::add,
                clock);
        Sender sender = new Sender("sdk.event", "key#test", Optional.empty());
        assertThatThrownBy(() -> strict.ingest(sender, "{\"type\":\"payd\",\"payload\":{}}"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.details()).singleElement().satisfies(detail -> {
                            assertThat(detail.path().toString()).isEqualTo("$.type");
                            assertThat(detail.message())
                                    .isEqualTo("this type is not declared, and only declared ones are taken;"
                                            + " did you mean \"paid\"?");
                        }));
        assertThat(log.rows()).isEmpty();
    }

    @Test
    void theListenerLearnsEachOutcomeAfterAllEventsAreCommitted() throws RefusedException {
        Ingestion told = new Ingestion(
                new Declarations(Map.of(), Declarations.Undeclared.ACCEPT),
                new Pipelines(List.of(pipeline(PIPELINE), pipeline(CHOOSY)), outside(entities)),
                new Ids(clock, new Random(7)),
                log,
                queue,
                limiter,
                event -> {
                    assertThat(log.rows()).hasSize(3);
                    taken.add(event);
                },
                clock);
        List<Receipt> receipts = told.ingest(
                new Sender("sdk.event", "key#test", Optional.empty()),
                "{\"events\":[" + keyed("k") + "," + keyed("k") + ",{\"type\":\"c\",\"payload\":{\"go\":false}},"
                        + "{\"type\":\"c\",\"payload\":{\"go\":true}}]}");
        EventId first = receipts.get(0).id();
        EventId dropped = receipts.get(2).id();
        assertThat(taken)
                .containsExactly(
                        IngestOutcome.fresh(
                                first, "a.b", "sdk.event", 1, List.of(new Dropped(first, "choosy", "filtered"))),
                        IngestOutcome.fresh(
                                dropped, "c", "sdk.event", 0, List.of(new Dropped(dropped, "choosy", "filtered"))),
                        IngestOutcome.fresh(receipts.get(3).id(), "c", "sdk.event", 1, List.of()),
                        IngestOutcome.duplicate(new Receipt(first, true), "a.b", "sdk.event"));
    }

    @Test
    void theListenerLearnsNothingOfUncommittedEvents() {
        queue.sends.set(true);
        assertThatThrownBy(() -> one(keyed("k"))).isInstanceOf(UnavailableException.class);
        assertThat(taken).isEmpty();
    }
}
