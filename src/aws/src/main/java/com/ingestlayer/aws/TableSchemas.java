package com.ingestlayer.aws;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The keys and indexes of the four tables, as template.yaml makes them in AWS. The local stack and the tests make theirs
 * from here, and a test holds the two against each other. Every table is billed on demand and expires items by
 * {@link #TTL_ATTRIBUTE}.
 */
public final class TableSchemas {
    /** Seconds since epoch; an item whose time has passed is treated as gone even while DynamoDB still keeps it. */
    public static final String TTL_ATTRIBUTE = "expires_at";

    public static final String EVENTS_BY_TYPE = "by-type";
    public static final String DEAD_BY_DESTINATION = "dead-by-destination";
    public static final String ENTITIES_BY_KIND = "by-kind";

    private TableSchemas() {}

    /**
     * {@code event_id} + {@code item}; {@link #EVENTS_BY_TYPE} finds events by type and time, {@link #DEAD_BY_DESTINATION}
     * dead deliveries by destination and last attempt. No other item has {@code dead_destination}, so no other costs that
     * index anything.
     */
    public static CreateTableRequest events(String tableName) {
        return CreateTableRequest.builder()
                .tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        text("event_id"),
                        text("item"),
                        text("type"),
                        text("received_at"),
                        text("dead_destination"),
                        text("last_attempt_at"))
                .keySchema(hash("event_id"), range("item"))
                .globalSecondaryIndexes(
                        index(EVENTS_BY_TYPE, "type", "received_at"),
                        index(DEAD_BY_DESTINATION, "dead_destination", "last_attempt_at"))
                .build();
    }

    /** {@code entity_key} is {@code kind#external_id}; {@link #ENTITIES_BY_KIND} lists a kind by external id. */
    public static CreateTableRequest entities(String tableName) {
        return CreateTableRequest.builder()
                .tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("entity_key"), text("kind"), text("external_id"))
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
        return CreateTableRequest.builder()
                .tableName(tableName)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(key))
                .keySchema(hash(key))
                .build();
    }

    private static GlobalSecondaryIndex index(String name, String hash, String range) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(hash(hash), range(range))
                .projection(Projection.builder()
                        .projectionType(ProjectionType.KEYS_ONLY)
                        .build())
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement hash(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }

    private static KeySchemaElement range(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.RANGE)
                .build();
    }
}
