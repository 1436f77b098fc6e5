package com.ingestlayer.aws.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.Taps;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.EntityStoreContract;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.WriteResult;
import com.ingestlayer.entity.WriteResult.Result;
import com.ingestlayer.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbEntityStoreTest extends EntityStoreContract {
    private static final Executor WORKERS = Workers.start("test");
    private static final EntityKey KEY = new EntityKey("user", "u_42");

    private final DynamoDbClient dynamoDb = TestEngines.dynamoDb();
    private final String table = TestEngines.newName();

    DynamoDbEntityStoreTest() {
        dynamoDb.createTable(TableSchemas.entities(table));
    }

    private EntityStore store(DynamoDbClient other) {
        return new DynamoDbEntityStore(other, table, WORKERS, clock);
    }

    @Override
    protected EntityStore store() {
        return store(dynamoDb);
    }

    private static WriteResult write(EntityStore store, String trait) {
        return store.write(KEY, Json.object().put(trait, 1), Precondition.NONE);
    }

    @Test
    void anItemIsReadableByPeople() {
        write(store(), "a");
        assertThat(TestEngines.dynamoDb().scan(scan -> scan.tableName(table)).items())
                .containsExactly(Map.of(
                        "entity_key", AttributeValue.fromS("user#u_42"),
                        "kind", AttributeValue.fromS("user"),
                        "external_id", AttributeValue.fromS("u_42"),
                        "traits", AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1"))),
                        "first_seen", AttributeValue.fromS("2026-01-31T10:00:00.123Z"),
                        "last_seen", AttributeValue.fromS("2026-01-31T10:00:00.123Z"),
                        "version", AttributeValue.fromN("1")));
    }

    @Test
    void aMergeIsOneCall() {
        write(store(), "a");
        CallCounter counter = new CallCounter();
        write(store(counter.around(dynamoDb)), "b");
        assertThat(counter.calls()).isEqualTo(Map.of("UpdateItem", 1));
    }

    @Test
    void aPageIsTwoCalls() {
        IntStream.range(0, 101)
                .forEach(i -> store().write(new EntityKey("user", "u" + i), Json.object(), Precondition.NONE));
        CallCounter counter = new CallCounter();
        assertThat(store(counter.around(dynamoDb))
                        .list("user", Optional.empty(), 100)
                        .items())
                .hasSize(100);
        assertThat(counter.calls()).isEqualTo(Map.of("Query", 1, "BatchGetItem", 1));
    }

    @Test
    void theLookupFindsAWrittenEntityAtOnce() {
        write(store(), "a");
        assertThat(new DynamoDbEntityLookup(dynamoDb, table, Runnable::run).traitsOf(Set.of(KEY)))
                .containsEntry(KEY, Json.object().put("a", 1));
    }

    /** Lets another writer write just before each call of an operation, the given number of times. */
    private static DynamoDbClient rival(DynamoDbClient service, String before, int times, Runnable act) {
        AtomicInteger left = new AtomicInteger(times);
        return Taps.on(service, (operation, request, onwards) -> {
            if (operation.equals(before) && left.getAndDecrement() > 0) {
                act.run();
            }
            return onwards.get();
        });
    }

    @Test
    void theSecondOfTwoCreationsMerges() {
        DynamoDbClient rival = rival(dynamoDb, "PutItem", 1, () -> write(store(), "rival"));
        assertThat(write(store(rival), "mine").result()).isEqualTo(Result.MERGED);
        assertThat(store().find(KEY).orElseThrow().traits())
                .isEqualTo(Json.object().put("rival", 1).put("mine", 1));
    }

    @Test
    void anEntityDeletedBeforeTheMergeIsCreatedAgain() {
        write(store(), "old");
        DynamoDbClient rival = rival(dynamoDb, "UpdateItem", 1, () -> store().delete(KEY, Precondition.NONE));
        assertThat(write(store(rival), "mine").result()).isEqualTo(Result.CREATED);
        assertThat(store().find(KEY).orElseThrow().traits())
                .isEqualTo(Json.object().put("mine", 1));
    }

    @Test
    void endlessInterferenceMakesTheTableUnavailable() {
        DynamoDbClient creates = rival(dynamoDb, "PutItem", 100, () -> write(store(), "rival"));
        DynamoDbClient deletes = rival(creates, "UpdateItem", 100, () -> store().delete(KEY, Precondition.NONE));
        assertThatThrownBy(() -> write(store(deletes), "mine")).isInstanceOf(UnavailableException.class);
    }

    private void putByAnotherTool(String externalId) {
        putByAnotherTool(externalId, AttributeValue.fromM(Map.of("plan", AttributeValue.fromS("free"))));
    }

    private void putByAnotherTool(String externalId, AttributeValue traits) {
        TestEngines.dynamoDb().putItem(put -> put.tableName(table)
                .item(Map.of(
                        "entity_key", AttributeValue.fromS("user#" + externalId),
                        "kind", AttributeValue.fromS("user"),
                        "external_id", AttributeValue.fromS(externalId),
                        "traits", traits)));
    }

    @Test
    void anItemOfAnotherToolMayBreakOurLimitsAndStillConflicts() {
        AttributeValue nested = AttributeValue.fromS("a NUL: \u0000");
        for (int depth = 1; depth < 32; depth++) {
            nested = AttributeValue.fromM(Map.of("deeper", nested));
        }
        putByAnotherTool("u_42", nested);
        assertThat(store().write(KEY, Json.object().put("a", 1), Precondition.version(7))
                        .result())
                .isEqualTo(Result.CONFLICT);
        assertThat(store().delete(KEY, Precondition.version(7))).isEqualTo(EntityStore.Deletion.CONFLICT);
    }

    @Test
    void anItemOfAnotherToolCountsAsTheFirstVersion() {
        putByAnotherTool("u_42");
        Entity before = store().find(KEY).orElseThrow();
        assertThat(before.version()).isEqualTo(1);
        assertThat(before.firstSeen()).isEqualTo(Instant.EPOCH);
        ObjectNode merged = Json.object().put("plan", "free").put("a", 1);
        assertThat(store().write(KEY, Json.object().put("a", 1), Precondition.version(1)))
                .isEqualTo(WriteResult.merged(new Entity(KEY, merged, clock.instant(), clock.instant(), 2)));
        assertThat(store().write(KEY, Json.object(), Precondition.version(1)).result())
                .isEqualTo(Result.CONFLICT);
    }

    @Test
    void aDeletedItemIsOmittedFromThePage() {
        List<String> ids = List.of("a", "b", "c");
        ids.forEach(this::putByAnotherTool);
        EntityStore store = store(rival(
                dynamoDb, "BatchGetItem", 1, () -> store().delete(new EntityKey("user", "b"), Precondition.NONE)));
        var page = store.list("user", Optional.empty(), 2);
        assertThat(page.items()).extracting(entity -> entity.key().externalId()).containsExactly("a");
        assertThat(page.next()).hasValue("b");
    }

    @Test
    void anUnreachableTableIsUnavailableAfterOneRoundOfCalls() {
        CallCounter counter = new CallCounter();
        EntityStore store = store(counter.around(TestEngines.dynamoDbAt(URI.create("http://localhost:1"))));
        for (Runnable call : List.<Runnable>of(
                () -> store.find(KEY),
                () -> write(store, "a"),
                () -> store.delete(KEY, Precondition.NONE),
                () -> store.list("user", Optional.empty(), 1),
                () -> store.writeAll(IntStream.range(0, 500)
                        .mapToObj(i -> new EntityKey("user", "u" + i))
                        .collect(Collectors.toMap(Function.identity(), key -> Json.object()))))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("the Entities table did not answer");
        }
        assertThat(counter.calls().get("UpdateItem")).isLessThanOrEqualTo(1 + Workers.COUNT);
    }
}
