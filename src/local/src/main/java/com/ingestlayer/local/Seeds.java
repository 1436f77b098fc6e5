package com.ingestlayer.local;

import com.ingestlayer.ingest.KeyHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a new local stack has in its tables: one API key, and one user to enrich events with. */
final class Seeds {
    private Seeds() {}

    static void put(DynamoDbClient dynamoDb, String apiKey, Instant now) {
        dynamoDb.putItem(request -> request.tableName(StackLayout.KEYS_TABLE)
                .item(Map.of(
                        "key_hash", AttributeValue.fromS(KeyHash.of(apiKey)),
                        "name", AttributeValue.fromS("local development"),
                        "status", AttributeValue.fromS("active"),
                        "source", AttributeValue.fromS("sdk.event"),
                        "scopes", AttributeValue.fromSs(List.of("ingest", "entities", "read", "admin")),
                        "created_at", AttributeValue.fromS(now.toString()))));
        dynamoDb.putItem(request -> request.tableName(StackLayout.ENTITIES_TABLE)
                .item(Map.of(
                        "entity_key", AttributeValue.fromS("user#u_42"),
                        "kind", AttributeValue.fromS("user"),
                        "external_id", AttributeValue.fromS("u_42"),
                        "traits",
                                AttributeValue.fromM(Map.of(
                                        "account", AttributeValue.fromS("acc_acme"),
                                        "plan", AttributeValue.fromS("free"),
                                        "owner", AttributeValue.fromS("ben"))),
                        "first_seen", AttributeValue.fromS(now.toString()),
                        "last_seen", AttributeValue.fromS(now.toString()),
                        "version", AttributeValue.fromN("1"))));
    }
}
