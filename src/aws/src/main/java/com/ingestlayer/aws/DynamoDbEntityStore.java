package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
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

/**
 * Entities as items {@code kind#external_id} of the Entities table. A merge is one conditional update, a creation one
 * conditional put; when another writer comes between the two, both are tried again. A call that got no answer is repeated,
 * so a write with a version may meet its own first try, and says {@link Result#CONFLICT} then. Thread-safe.
 */
public final class DynamoDbEntityStore implements EntityStore {
    private static final String WHAT = "the Entities table";

    private final Table table;
    private final Executor executor;
    private final Clock clock;

    public DynamoDbEntityStore(AwsService dynamoDb, String tableName, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, WHAT, executor);
        this.executor = requireNonNull(executor, "executor is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        ObjectNode item = table.get(EntityItem.key(key));
        return item.isEmpty() ? Optional.empty() : Optional.of(EntityItem.read(item));
    }

    @Override
    public Written write(EntityKey key, ObjectNode traits, Precondition precondition) {
        Retries retries = new Retries(WHAT);
        while (true) {
            Written merged = retries.call(() -> merge(key, traits, precondition));
            if (merged.result() != Result.ABSENT || precondition.exists()) {
                return merged;
            }
            Optional<Entity> created = retries.call(() -> create(key, traits));
            if (created.isPresent()) {
                return Written.created(created.get());
            }
            retries.failed("another writer removed the entity, and made it again");
        }
    }

    private Written merge(EntityKey key, ObjectNode traits, Precondition precondition) {
        EntityItem.Update update = EntityItem.Update.merging(traits, clock.instant());
        ObjectNode request = table.request()
                .put("UpdateExpression", update.expression())
                .put("ConditionExpression", EntityItem.condition(precondition, update.values()))
                .put("ReturnValues", "ALL_NEW")
                .put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        request.set("Key", EntityItem.key(key));
        request.set("ExpressionAttributeValues", update.values());
        if (!update.names().isEmpty()) { // DynamoDB refuses an empty one
            request.set("ExpressionAttributeNames", update.names());
        }
        try {
            return Written.merged(
                    EntityItem.read(table.call("UpdateItem", request).get("Attributes")));
        } catch (AwsRefusedException e) {
            return Written.nothing(e.body().has("Item") ? Result.CONFLICT : Result.ABSENT);
        } catch (ServiceRefusalException e) {
            if (isTooLarge(e.getCause())) {
                return Written.nothing(Result.TOO_LARGE);
            }
            throw e;
        }
    }

    /** DynamoDB has no code of its own for an item that would pass 400 KB. */
    private static boolean isTooLarge(Throwable cause) {
        return cause instanceof AwsRefusedException refused
                && refused.is("ValidationException")
                && refused.reason().contains("Item size");
    }

    /** What {@link Traits} lets pass always fits into an item of its own. */
    private Optional<Entity> create(EntityKey key, ObjectNode traits) {
        Instant now = clock.instant();
        ObjectNode given = Json.object();
        Traits.merge(given, traits);
        Entity entity = new Entity(key, given, now, now, EntityItem.FIRST_VERSION);
        ObjectNode request = table.request().put("ConditionExpression", "attribute_not_exists(entity_key)");
        request.set("Item", EntityItem.of(entity));
        try {
            table.call("PutItem", request);
            return Optional.of(entity);
        } catch (AwsRefusedException e) {
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
        ObjectNode values = Json.object();
        ObjectNode request = table.request()
                .put("ConditionExpression", EntityItem.condition(precondition, values))
                .put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        request.set("Key", EntityItem.key(key));
        if (!values.isEmpty()) {
            request.set("ExpressionAttributeValues", values);
        }
        try {
            table.call("DeleteItem", request);
            return Deletion.DELETED;
        } catch (AwsRefusedException e) {
            return e.body().has("Item") ? Deletion.CONFLICT : Deletion.ABSENT;
        }
    }

    @Override
    public Page<Entity, String> list(String kind, Optional<String> after, int limit) {
        ObjectNode query = table.request()
                .put("IndexName", TableSchemas.ENTITIES_BY_KIND)
                .put("KeyConditionExpression", "kind = :kind");
        query.set("ExpressionAttributeValues", item(":kind", text(kind)));
        after.ifPresent(externalId -> query.set("ExclusiveStartKey", startKey(new EntityKey(kind, externalId))));
        IndexPage page = IndexPage.read(table, List.of("entity_key"), limit, query);
        return new Page<>(
                page.items().stream().map(EntityItem::read).toList(),
                page.last().map(item -> textOf(item, "external_id")));
    }

    private static ObjectNode startKey(EntityKey key) {
        ObjectNode start = EntityItem.key(key);
        start.set("kind", text(key.kind()));
        start.set("external_id", text(key.externalId()));
        return start;
    }
}
