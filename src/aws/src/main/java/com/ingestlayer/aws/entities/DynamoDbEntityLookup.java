package com.ingestlayer.aws.entities;

import static com.ingestlayer.aws.table.Attributes.textOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads entities from the Entities table. The key of an item is {@code kind#external_id}, and its {@code traits} is a
 * map. Thread-safe.
 */
public final class DynamoDbEntityLookup implements EntityLookup {
    private final Table table;

    public DynamoDbEntityLookup(DynamoDbClient dynamoDb, String tableName, Executor executor) {
        this.table = new Table(dynamoDb, tableName, "the Entities table", executor);
    }

    @Override
    public Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys) {
        List<Map<String, AttributeValue>> itemKeys =
                keys.stream().map(EntityItem::key).toList();
        Map<EntityKey, ObjectNode> found = new HashMap<>();
        for (Map<String, AttributeValue> item : table.read(itemKeys, Optional.of("kind, external_id, traits"))) {
            found.put(new EntityKey(textOf(item, "kind"), textOf(item, "external_id")), EntityItem.traits(item));
        }
        return found;
    }
}
