package com.ingestlayer.aws.table;

import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/**
 * The keys and indexes of the four tables, as template.yaml makes them in AWS. The local stack and the tests make theirs
 * from here, and a test holds the two against each other. Every table is billed on demand and expires items by
 * {@link #TTL_ATTRIBUTE}.
 */
public final class TableSchemas {
    /** Seconds since epoch; an item whose time has passed is treated as gone even while DynamoDB still keeps it. */
    public static final String TTL_ATTRIBUTE = "expires_at";

    /** Lists the events of a type; no other item has its keys. */
    public static final ShardedIndex EVENTS_BY_TYPE = new ShardedIndex("by-type-shard", "type_shard", "received_order");

    /** Lists the dead deliveries of a destination; no other item has its keys, so no other costs the index anything. */
    public static final ShardedIndex DEAD_BY_DESTINATION =
            new ShardedIndex("dead-by-destination-shard", "dead_shard", "dead_order");

    public static final String ENTITIES_BY_KIND = "by-kind";

    private TableSchemas() {}

    /**
     * {@code event_id} + {@code item}; {@link #EVENTS_BY_TYPE} finds events by type and time, {@link #DEAD_BY_DESTINATION}
     * dead deliveries by destination and last attempt.
     */
    public static CreateTableRequest events(String tableName) {
        return table(
                        tableName,
                        "event_id",
                        "item",
                        EVENTS_BY_TYPE.hash(),
                        EVENTS_BY_TYPE.range(),
                        DEAD_BY_DESTINATION.hash(),
                        DEAD_BY_DESTINATION.range())
                .keySchema(hash("event_id"), range("item"))
                .globalSecondaryIndexes(index(EVENTS_BY_TYPE), index(DEAD_BY_DESTINATION))
                .build();
    }

    /** {@code entity_key} is {@code kind#external_id}; {@link #ENTITIES_BY_KIND} lists a kind by external id. */
    public static CreateTableRequest entities(String tableName) {
        return table(tableName, "entity_key", "kind", "external_id")
                .keySchema(hash("entity_key"))
                .globalSecondaryIndexes(index(ENTITIES_BY_KIND, "kind", "external_id"))
                .build();
    }

    public static CreateTableRequest state(String tableName) {
        return keyOnly(tableName, "key");
    }

    public static CreateTableRequest keys(String tableName) {
        return keyOnly(tableName, "key_hash");
    }

    private static CreateTableRequest keyOnly(String tableName, String key) {
        return table(tableName, key).keySchema(hash(key)).build();
    }

    /** @param texts the attributes of keys, all of them texts */
    private static CreateTableRequest.Builder table(String name, String... texts) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of(texts)
                        .map(text -> AttributeDefinition.builder()
                                .attributeName(text)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList());
    }

    private static GlobalSecondaryIndex index(ShardedIndex index) {
        return index(index.name(), index.hash(), index.range());
    }

    private static GlobalSecondaryIndex index(String name, String hash, String range) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(hash(hash), range(range))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static KeySchemaElement hash(String attribute) {
        return key(attribute, KeyType.HASH);
    }

    private static KeySchemaElement range(String attribute) {
        return key(attribute, KeyType.RANGE);
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    /** Lets the items of a table expire. */
    public static UpdateTimeToLiveRequest expiry(String tableName) {
        return UpdateTimeToLiveRequest.builder()
                .tableName(tableName)
                .timeToLiveSpecification(
                        expiry -> expiry.attributeName(TTL_ATTRIBUTE).enabled(true))
                .build();
    }
}
