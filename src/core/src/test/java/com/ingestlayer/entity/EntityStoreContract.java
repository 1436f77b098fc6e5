package com.ingestlayer.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.Page;
import com.ingestlayer.entity.EntityStore.Deletion;
import com.ingestlayer.entity.WriteResult.Result;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every {@link EntityStore}. */
public abstract class EntityStoreContract {
    private static final EntityKey KEY = new EntityKey("user", "u_42");

    protected final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00.123Z"));

    /** Returns a store that uses {@link #clock}. */
    protected abstract EntityStore store();

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private WriteResult write(String traits) {
        return store().write(KEY, json(traits), Precondition.NONE);
    }

    private ObjectNode traits() {
        return store().find(KEY).orElseThrow().traits();
    }

    @Test
    public void aNewEntityIsCreated() {
        WriteResult written = write("{\"plan\":\"free\",\"nothing\":null}");
        assertThat(written)
                .isEqualTo(WriteResult.created(
                        new Entity(KEY, json("{\"plan\":\"free\"}"), clock.instant(), clock.instant(), 1)));
        assertThat(store().find(KEY)).isEqualTo(written.entity());
    }

    @Test
    public void traitsMergeOneLevelDeep() {
        Instant first = clock.instant();
        write("{\"plan\":\"free\",\"owner\":\"ben\",\"old\":1,\"address\":{\"city\":\"Ulm\",\"zip\":\"89073\"}}");
        clock.advance(Duration.ofMinutes(5));
        WriteResult written =
                write("{\"plan\":\"pro\",\"old\":null,\"never\":null,\"address\":{\"city\":null},\"new\":[1]}");
        assertThat(written)
                .isEqualTo(WriteResult.merged(new Entity(
                        KEY,
                        json("{\"plan\":\"pro\",\"owner\":\"ben\",\"address\":{\"city\":null},\"new\":[1]}"),
                        first,
                        clock.instant(),
                        2)));
        assertThat(store().find(KEY)).isEqualTo(written.entity());
    }

    @Test
    public void aWriteWithoutTraitsOnlyMovesLastSeen() {
        write("{\"plan\":\"free\"}");
        clock.advance(Duration.ofSeconds(1));
        assertThat(write("{}").entity().orElseThrow())
                .extracting(Entity::traits, Entity::lastSeen, Entity::version)
                .containsExactly(json("{\"plan\":\"free\"}"), clock.instant(), 2L);
    }

    @Test
    public void everyValidIdIsAccepted() {
        for (String id : List.of(
                "a/b", "a#b", "#", " ", "😀".repeat(256), "%2F", "x".repeat(1024), "..", "\n", "\u00e9", "e\u0301")) {
            EntityKey key = new EntityKey("user", id);
            assertThat(store().write(key, json("{\"id\":1}"), Precondition.NONE).result())
                    .isEqualTo(Result.CREATED);
            assertThat(store().find(key).orElseThrow().key()).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a.b\":1,\"#n0\":2,\":v0\":3,\"traits\":4,\" \":5,\"$\":6,\"😀\":7,\"size\":8}",
                "{\"text\":\"\",\"yes\":true,\"list\":[null,[],{},\"\"],\"object\":{\"null\":null,\"x\":{}}}",
                "{\"i\":12345678901234567890123456789012345678,\"d\":-0.00000012345678901234567890123456789012345678}",
                "{\"large\":9.9e125,\"small\":-1e-130,\"zero\":0e999999999,\"zeros\":1.00000000000000000000000000000000000000000000}",
            })
    public void traitsThatPassTheCheckAreKept(String traits) {
        List<Object> violations = new ArrayList<>();
        Traits.check(json(traits), JsonPath.ROOT, violations::add);
        assertThat(violations).isEmpty();
        for (Result expected : List.of(Result.CREATED, Result.MERGED)) {
            assertThat(write(traits).result()).isEqualTo(expected);
            assertThat(traits().properties()).allSatisfy(trait -> {
                if (trait.getValue().isNumber()) {
                    assertThat(trait.getValue().decimalValue())
                            .isEqualByComparingTo(
                                    json(traits).get(trait.getKey()).decimalValue());
                } else {
                    assertThat(trait.getValue()).isEqualTo(json(traits).get(trait.getKey()));
                }
            });
            assertThat(traits()).hasSameSizeAs(json(traits));
        }
    }

    @Test
    public void traitsAtTheLimitsOfDepthAndNumberAreKept() {
        ObjectNode traits = json("{\"a\":".repeat(Traits.MAX_DEPTH) + "1" + "}".repeat(Traits.MAX_DEPTH));
        IntStream.range(1, Traits.MAX_NAMES).forEach(i -> traits.put("n".repeat(200) + i, i));
        List<Object> violations = new ArrayList<>();
        Traits.check(traits, JsonPath.ROOT, violations::add);
        assertThat(violations).isEmpty();
        store().write(KEY, traits, Precondition.NONE);
        store().write(KEY, traits, Precondition.NONE);
        assertThat(traits()).isEqualTo(traits);
        ObjectNode removals = Json.object();
        traits.fieldNames().forEachRemaining(removals::putNull);
        store().write(KEY, removals, Precondition.NONE);
        assertThat(traits()).isEmpty();
    }

    @Test
    public void aMatchingVersionAllowsTheWrite() {
        write("{\"a\":1}");
        assertThat(store().write(KEY, json("{\"b\":2}"), Precondition.version(1))
                        .result())
                .isEqualTo(Result.MERGED);
        assertThat(store().write(KEY, json("{\"c\":3}"), Precondition.EXISTS).result())
                .isEqualTo(Result.MERGED);
        assertThat(traits()).isEqualTo(json("{\"a\":1,\"b\":2,\"c\":3}"));
    }

    @Test
    public void anotherVersionIsAConflictAndChangesNothing() {
        write("{\"a\":1}");
        Optional<Entity> before = store().find(KEY);
        for (long version : new long[] {0, 2, Long.MAX_VALUE}) {
            assertThat(store().write(KEY, json("{\"a\":2}"), Precondition.version(version)))
                    .isEqualTo(WriteResult.nothing(Result.CONFLICT));
            assertThat(store().delete(KEY, Precondition.version(version))).isEqualTo(Deletion.CONFLICT);
        }
        assertThat(store().find(KEY)).isEqualTo(before);
    }

    @Test
    public void aMissingEntityHasNoVersionAndIsNotCreated() {
        for (Precondition precondition :
                List.of(Precondition.EXISTS, Precondition.version(0), Precondition.version(1))) {
            assertThat(store().write(KEY, json("{}"), precondition)).isEqualTo(WriteResult.nothing(Result.ABSENT));
            assertThat(store().delete(KEY, precondition)).isEqualTo(Deletion.ABSENT);
        }
        assertThat(store().delete(KEY, Precondition.NONE)).isEqualTo(Deletion.ABSENT);
        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    public void aDeletedEntityIsGoneAndCanBeCreatedAgain() {
        write("{\"a\":1}");
        assertThat(store().delete(KEY, Precondition.version(1))).isEqualTo(Deletion.DELETED);
        assertThat(store().find(KEY)).isEmpty();
        assertThat(write("{\"b\":1}").result()).isEqualTo(Result.CREATED);
        assertThat(traits()).isEqualTo(json("{\"b\":1}"));
    }

    @Test
    public void aWriteThatWouldMakeAnEntityTooLargeChangesNothing() {
        String part = "x".repeat(60_000);
        for (int i = 0; i < 6; i++) {
            write("{\"t" + i + "\":\"" + part + "\"}");
        }
        assertThat(write("{\"t6\":\"" + part + "\"}")).isEqualTo(WriteResult.nothing(Result.TOO_LARGE));
        assertThat(traits()).hasSize(6);
    }

    @Test
    public void aHundredConcurrentWritersLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<WriteResult>> writes = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> write("{\"t" + i + "\":" + i + "}")))
                    .toList();
            int created = 0;
            for (Future<WriteResult> each : writes) {
                created += each.get().result() == Result.CREATED ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(traits()).hasSize(100);
        assertThat(store().find(KEY).orElseThrow().version()).isEqualTo(100);
    }

    @Test
    public void manyEntitiesAreWrittenInOneCall() {
        write("{\"plan\":\"free\"}");
        Map<EntityKey, ObjectNode> traits = new LinkedHashMap<>();
        traits.put(KEY, json("{\"owner\":\"ben\"}"));
        IntStream.range(0, 100).forEach(i -> traits.put(new EntityKey("account", "a" + i), json("{\"n\":" + i + "}")));
        Map<EntityKey, WriteResult> written = store().writeAll(traits);
        assertThat(written).hasSize(101).containsOnlyKeys(traits.keySet());
        written.forEach(
                (key, each) -> assertThat(each.result()).isEqualTo(key.equals(KEY) ? Result.MERGED : Result.CREATED));
        assertThat(traits()).isEqualTo(json("{\"plan\":\"free\",\"owner\":\"ben\"}"));
        assertThat(store().writeAll(Map.of())).isEmpty();
    }

    private List<String> pages(String kind, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Entity, String> page = store().list(kind, after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(entity -> ids.add(entity.key().externalId()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }

    @Test
    public void aKindIsListedPageByPageInTheOrderOfItsIds() {
        List<String> sorted = List.of("#", "A", "a", "a/1", "b", "é", "\uffee", "😀"); // the order of UTF-8, not UTF-16
        sorted.forEach(id -> store().write(new EntityKey("user", id), json("{}"), Precondition.NONE));
        store().write(new EntityKey("user-2", "b"), json("{}"), Precondition.NONE);
        for (int limit = 1; limit <= 9; limit++) {
            assertThat(pages("user", limit)).containsExactlyElementsOf(sorted);
        }
        assertThat(store().list("user", Optional.empty(), 8).next()).isEmpty();
        assertThat(store().list("user", Optional.empty(), 7).next()).hasValue("\uffee");
        assertThat(store().list("user", Optional.of("aa"), 1).items())
                .extracting(entity -> entity.key().externalId())
                .containsExactly("b");
        assertThat(store().list("user", Optional.of("😀"), 1)).isEqualTo(Page.empty());
        assertThat(store().list("nobody", Optional.empty(), 100)).isEqualTo(Page.empty());
    }

    @Test
    public void aListShowsEntitiesWhole() {
        Entity entity = write("{\"plan\":\"free\",\"n\":[1.5]}").entity().orElseThrow();
        assertThat(store().list("user", Optional.empty(), 1).items()).containsExactly(entity);
    }
}
