package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.entity.Written;
import com.ingestlayer.entity.Written.Result;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Entities as items {@code kind#external_id} of the Entities table. A merge is one conditional update, a creation one
 * conditional put; when another writer comes between the two, both are tried again. The SDK repeats a call that got no
 * answer, so a write with a version may meet its own first try, and says {@link Result#CONFLICT} then. Thread-safe.
 */
public final class DynamoDbEntityStore implements EntityStore {
    private static final String WHAT = "the Entities table";

    private final DynamoDbClient client;
    private final Table table;
    private final Executor executor;
    private final Clock clock;

    public DynamoDbEntityStore(DynamoDbClient client, String tableName, Executor executor, Clock clock) {
        this.client = client;
        this.table = new Table(client, tableName, WHAT, executor);
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        Map<String, AttributeValue> item = table.call(() -> client.getItem(get ->
                        get.tableName(table.name()).key(EntityItem.key(key)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(EntityItem.read(item));
    }

    @Override
    public Written write(EntityKey key, ObjectNode traits, Precondition precondition) {
        for (int tries = 1; tries <= Backoff.TRIES; tries++) {
            Written merged = merge(key, traits, precondition);
            if (merged.result() != Result.ABSENT || precondition.exists()) {
                return merged;
            }
            Optional<Entity> created = create(key, traits);
            if (created.isPresent()) {
                return Written.created(created.get());
            }
        }
        throw new UnavailableException(WHAT);
    }

    private Written merge(EntityKey key, ObjectNode traits, Precondition precondition) {
        EntityItem.Update update = EntityItem.Update.merging(traits, clock.instant());
        Map<String, AttributeValue> values = new HashMap<>(update.values());
        String condition = EntityItem.condition(precondition, values);
        try {
            return table.call(() -> fittingUpdate(key, update, condition, values));
        } catch (ConditionalCheckFailedException e) {
            return Written.nothing(e.hasItem() ? Result.CONFLICT : Result.ABSENT);
        }
    }

    private Written fittingUpdate(
            EntityKey key, EntityItem.Update update, String condition, Map<String, AttributeValue> values) {
        try {
            return Written.merged(EntityItem.read(client.updateItem(request -> request.tableName(table.name())
                            .key(EntityItem.key(key))
                            .updateExpression(update.expression())
                            .conditionExpression(condition)
                            .expressionAttributeNames(update.names().isEmpty() ? null : update.names())
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes()));
        } catch (DynamoDbException e) {
            if (isTooLarge(e)) {
                return Written.nothing(Result.TOO_LARGE);
            }
            throw e;
        }
    }

    /** DynamoDB has no code of its own for an item that would pass 400 KB. */
    private static boolean isTooLarge(DynamoDbException e) {
        return e.awsErrorDetails() != null
                && "ValidationException".equals(e.awsErrorDetails().errorCode())
                && e.awsErrorDetails().errorMessage().contains("Item size");
    }

    /** What {@link Traits} lets pass always fits into an item of its own. */
    private Optional<Entity> create(EntityKey key, ObjectNode traits) {
        Instant now = clock.instant();
        ObjectNode given = Json.object();
        Traits.merge(given, traits);
        Entity entity = new Entity(key, given, now, now, EntityItem.FIRST_VERSION);
        try {
            table.call(() -> client.putItem(put -> put.tableName(table.name())
                    .item(EntityItem.of(entity))
                    .conditionExpression("attribute_not_exists(entity_key)")));
            return Optional.of(entity);
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<EntityKey, Written> writeAll(Map<EntityKey, ObjectNode> traits) {
        List<Map.Entry<EntityKey, ObjectNode>> entities = List.copyOf(traits.entrySet());
        List<Written> written =
                Parallel.map(entities, each -> write(each.getKey(), each.getValue(), Precondition.NONE), executor);
        Map<EntityKey, Written> results = new HashMap<>();
        for (int i = 0; i < entities.size(); i++) {
            results.put(entities.get(i).getKey(), written.get(i));
        }
        return results;
    }

    @Override
    public Deletion delete(EntityKey key, Precondition precondition) {
        Map<String, AttributeValue> values = new HashMap<>();
        String condition = EntityItem.condition(precondition, values);
        try {
            table.call(() -> client.deleteItem(delete -> delete.tableName(table.name())
                    .key(EntityItem.key(key))
                    .conditionExpression(condition)
                    .expressionAttributeValues(values.isEmpty() ? null : values)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Deletion.DELETED;
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() ? Deletion.CONFLICT : Deletion.ABSENT;
        }
    }

    @Override
    public Page<Entity, String> list(String kind, Optional<String> after, int limit) {
        IndexPage page = IndexPage.read(
                client, table, List.of("entity_key"), limit, query -> query.indexName(TableSchemas.ENTITIES_BY_KIND)
                        .keyConditionExpression("kind = :kind")
                        .expressionAttributeValues(Map.of(":kind", text(kind)))
                        .exclusiveStartKey(after.map(externalId -> startKey(new EntityKey(kind, externalId)))
                                .orElse(null)));
        return new Page<>(
                page.items().stream().map(EntityItem::read).toList(),
                page.last().map(item -> item.get("external_id").s()));
    }

    private static Map<String, AttributeValue> startKey(EntityKey key) {
        Map<String, AttributeValue> start = new HashMap<>(EntityItem.key(key));
        start.put("kind", text(key.kind()));
        start.put("external_id", text(key.externalId()));
        return start;
    }
}
