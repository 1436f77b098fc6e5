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
 * The keys and indexes of the four tables. The local stack and the tests create their tables from this class, and
 * template.yaml creates those in AWS; a test compares the two. Every table is billed on demand, and its items expire
 * by {@link #TTL_ATTRIBUTE}.
 */
public final class TableSchemas {
    /**
     * The attribute with an item's expiry, in seconds since epoch. An expired item counts as deleted, even while
     * DynamoDB still holds it.
     */
    public static final String TTL_ATTRIBUTE = "expires_at";

    /** Lists the events of a type. Only event items have its key attributes. */
    public static final ShardedIndex EVENTS_BY_TYPE = new ShardedIndex("by-type-shard", "type_shard", "received_order");

    /**
     * Lists the dead deliveries of a destination. Only dead deliveries have its key attributes, so no other item adds
     * to the cost of the index.
     */
    public static final ShardedIndex DEAD_BY_DESTINATION =
            new ShardedIndex("dead-by-destination-shard", "dead_shard", "dead_order");

    public static final String ENTITIES_BY_KIND = "by-kind";

    private TableSchemas() {}

    /**
     * Has the key {@code event_id} and {@code item}. {@link #EVENTS_BY_TYPE} finds events by type and time, and
     * {@link #DEAD_BY_DESTINATION} finds dead deliveries by destination and last attempt.
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

    /**
     * Has the key {@code entity_key}, which is {@code kind#external_id}. {@link #ENTITIES_BY_KIND} lists the entities
     * of a kind by external id.
     */
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

    /** @param texts the key attributes, all of them of type string */
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

    /** Returns the request that enables the expiry of a table's items. */
    public static UpdateTimeToLiveRequest expiry(String tableName) {
        return UpdateTimeToLiveRequest.builder()
                .tableName(tableName)
                .timeToLiveSpecification(
                        expiry -> expiry.attributeName(TTL_ATTRIBUTE).enabled(true))
                .build();
    }
}
