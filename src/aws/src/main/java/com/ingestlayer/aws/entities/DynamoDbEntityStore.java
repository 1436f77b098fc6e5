package com.ingestlayer.aws.entities;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.AwsRefusedException;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.aws.Retries;
import com.ingestlayer.aws.table.IndexPage;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.entity.WriteResult;
import com.ingestlayer.entity.WriteResult.Result;
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
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Stores entities as items {@code kind#external_id} of the Entities table. A merge is one conditional update, and a
 * creation is one conditional put. When another writer interferes between the two, both are tried again. A call that
 * was not answered is retried, so a write with a version may find the result of its own first attempt and then
 * returns {@link Result#CONFLICT}. Thread-safe.
 */
public final class DynamoDbEntityStore implements EntityStore {
    private static final String WHAT = "the Entities table";

    private final Table table;
    private final Executor executor;
    private final Clock clock;

    public DynamoDbEntityStore(DynamoDbClient dynamoDb, String tableName, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, WHAT, executor);
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        Map<String, AttributeValue> item = table.get(EntityItem.key(key));
        return item.isEmpty() ? Optional.empty() : Optional.of(EntityItem.read(item));
    }

    @Override
    public WriteResult write(EntityKey key, ObjectNode traits, Precondition precondition) {
        Retries retries = new Retries(WHAT);
        while (true) {
            WriteResult merged = retries.call(() -> merge(key, traits, precondition));
            if (merged.result() != Result.ABSENT || precondition.exists()) {
                return merged;
            }
            Optional<Entity> created = retries.call(() -> create(key, traits));
            if (created.isPresent()) {
                return WriteResult.created(created.get());
            }
            retries.failed("another writer removed the entity, and made it again");
        }
    }

    private WriteResult merge(EntityKey key, ObjectNode traits, Precondition precondition) {
        EntityItem.Update update = EntityItem.Update.merging(traits, clock.instant());
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .key(EntityItem.key(key))
                .updateExpression(update.expression())
                .conditionExpression(EntityItem.condition(precondition, update.values()))
                .expressionAttributeValues(update.values())
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!update.names().isEmpty()) { // DynamoDB rejects an empty map
            request.expressionAttributeNames(update.names());
        }
        try {
            return WriteResult.merged(EntityItem.read(table.update(request).attributes()));
        } catch (ConditionalCheckFailedException e) {
            return WriteResult.nothing(e.hasItem() ? Result.CONFLICT : Result.ABSENT);
        } catch (ServiceRefusalException e) {
            if (isTooLarge(e.getCause())) {
                return WriteResult.nothing(Result.TOO_LARGE);
            }
            throw e;
        }
    }

    /** DynamoDB has no error code for an item that would exceed 400 KB. */
    private static boolean isTooLarge(Throwable cause) {
        return cause instanceof AwsRefusedException refused
                && refused.is("ValidationException")
                && refused.reason().contains("Item size");
    }

    /** Creates the item. Traits that pass {@link Traits} always fit into an item of their own. */
    private Optional<Entity> create(EntityKey key, ObjectNode traits) {
        Instant now = clock.instant();
        ObjectNode given = Json.object();
        Traits.merge(given, traits);
        Entity entity = new Entity(key, given, now, now, EntityItem.FIRST_VERSION);
        try {
            table.put(PutItemRequest.builder()
                    .item(EntityItem.of(entity))
                    .conditionExpression("attribute_not_exists(entity_key)"));
            return Optional.of(entity);
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<EntityKey, WriteResult> writeAll(Map<EntityKey, ObjectNode> traits) {
        List<Map.Entry<EntityKey, ObjectNode>> entities = List.copyOf(traits.entrySet());
        List<WriteResult> written =
                Parallel.map(entities, each -> write(each.getKey(), each.getValue(), Precondition.NONE), executor);
        Map<EntityKey, WriteResult> results = new HashMap<>();
        for (int i = 0; i < entities.size(); i++) {
            results.put(entities.get(i).getKey(), written.get(i));
        }
        return results;
    }

    @Override
    public Deletion delete(EntityKey key, Precondition precondition) {
        Map<String, AttributeValue> values = new HashMap<>();
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .key(EntityItem.key(key))
                .conditionExpression(EntityItem.condition(precondition, values))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!values.isEmpty()) {
            request.expressionAttributeValues(values);
        }
        try {
            table.delete(request);
            return Deletion.DELETED;
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() ? Deletion.CONFLICT : Deletion.ABSENT;
        }
    }

    @Override
    public Page<Entity, String> list(String kind, Optional<String> after, int limit) {
        QueryRequest.Builder query = QueryRequest.builder()
                .indexName(TableSchemas.ENTITIES_BY_KIND)
                .keyConditionExpression("kind = :kind")
                .expressionAttributeValues(item(":kind", text(kind)));
        after.ifPresent(externalId -> query.exclusiveStartKey(startKey(new EntityKey(kind, externalId))));
        IndexPage page = IndexPage.read(table, List.of("entity_key"), limit, query);
        return new Page<>(
                page.items().stream().map(EntityItem::read).toList(),
                page.last().map(item -> textOf(item, "external_id")));
    }

    private static Map<String, AttributeValue> startKey(EntityKey key) {
        Map<String, AttributeValue> start = EntityItem.key(key);
        start.put("kind", text(key.kind()));
        start.put("external_id", text(key.externalId()));
        return start;
    }
}
