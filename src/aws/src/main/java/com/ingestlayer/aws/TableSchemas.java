package com.ingestlayer.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;

/**
 * The keys and indexes of the four tables, as template.yaml makes them in AWS. The local stack and the tests make theirs
 * from here, and a test holds the two against each other. Every table is billed on demand and expires items by
 * {@link #TTL_ATTRIBUTE}.
 */
public final class TableSchemas {
    /** Seconds since epoch; an item whose time has passed is treated as gone even while DynamoDB still keeps it. */
    public static final String TTL_ATTRIBUTE = "expires_at";

    /** Lists the events of a type; no other item has its keys. */
    static final ShardedIndex EVENTS_BY_TYPE = new ShardedIndex("by-type-shard", "type_shard", "received_order");

    /** Lists the dead deliveries of a destination; no other item has its keys, so no other costs the index anything. */
    static final ShardedIndex DEAD_BY_DESTINATION =
            new ShardedIndex("dead-by-destination-shard", "dead_shard", "dead_order");

    public static final String ENTITIES_BY_KIND = "by-kind";

    private TableSchemas() {}

    /**
     * {@code event_id} + {@code item}; {@link #EVENTS_BY_TYPE} finds events by type and time, {@link #DEAD_BY_DESTINATION}
     * dead deliveries by destination and last attempt.
     */
    public static ObjectNode events(String tableName) {
        ObjectNode table = table(
                tableName,
                "event_id",
                "item",
                EVENTS_BY_TYPE.hash(),
                EVENTS_BY_TYPE.range(),
                DEAD_BY_DESTINATION.hash(),
                DEAD_BY_DESTINATION.range());
        table.set("KeySchema", keySchema("event_id", "item"));
        table.putArray("GlobalSecondaryIndexes").add(index(EVENTS_BY_TYPE)).add(index(DEAD_BY_DESTINATION));
        return table;
    }

    /** {@code entity_key} is {@code kind#external_id}; {@link #ENTITIES_BY_KIND} lists a kind by external id. */
    public static ObjectNode entities(String tableName) {
        ObjectNode table = table(tableName, "entity_key", "kind", "external_id");
        table.set("KeySchema", keySchema("entity_key"));
        table.putArray("GlobalSecondaryIndexes").add(index(ENTITIES_BY_KIND, "kind", "external_id"));
        return table;
    }

    public static ObjectNode state(String tableName) {
        return keyOnly(tableName, "key");
    }

    public static ObjectNode keys(String tableName) {
        return keyOnly(tableName, "key_hash");
    }

    private static ObjectNode keyOnly(String tableName, String key) {
        ObjectNode table = table(tableName, key);
        table.set("KeySchema", keySchema(key));
        return table;
    }

    /** @param texts the attributes of keys, all of them texts */
    private static ObjectNode table(String name, String... texts) {
        ObjectNode table = Json.object().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode definitions = table.putArray("AttributeDefinitions");
        for (String text : texts) {
            definitions.addObject().put("AttributeName", text).put("AttributeType", "S");
        }
        return table;
    }

    private static ObjectNode index(ShardedIndex index) {
        return index(index.name(), index.hash(), index.range());
    }

    private static ObjectNode index(String name, String hash, String range) {
        ObjectNode index = Json.object().put("IndexName", name);
        index.set("KeySchema", keySchema(hash, range));
        index.putObject("Projection").put("ProjectionType", "KEYS_ONLY");
        return index;
    }

    private static ArrayNode keySchema(String hash, String range) {
        ArrayNode schema = keySchema(hash);
        schema.addObject().put("AttributeName", range).put("KeyType", "RANGE");
        return schema;
    }

    private static ArrayNode keySchema(String hash) {
        ArrayNode schema = Json.array();
        schema.addObject().put("AttributeName", hash).put("KeyType", "HASH");
        return schema;
    }

    /** The request of UpdateTimeToLive for a table whose items expire. */
    public static ObjectNode expiry(String tableName) {
        ObjectNode request = Json.object().put("TableName", tableName);
        request.putObject("TimeToLiveSpecification")
                .put("AttributeName", TTL_ATTRIBUTE)
                .put("Enabled", true);
        return request;
    }
}
