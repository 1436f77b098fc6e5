package com.ingestlayer.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.DynamoDbEntityStore;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.ingest.KeyHash;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a new local stack has in its tables: one API key, and a user and a customer to enrich events with. */
final class Seeds {
    private Seeds() {}

    static void put(DynamoDbClient dynamoDb, String apiKey, Clock clock) {
        dynamoDb.putItem(request -> request.tableName(StackLayout.KEYS_TABLE)
                .item(Map.of(
                        "key_hash", AttributeValue.fromS(KeyHash.of(apiKey)),
                        "name", AttributeValue.fromS("local development"),
                        "status", AttributeValue.fromS("active"),
                        "source", AttributeValue.fromS("sdk.event"),
                        "scopes", AttributeValue.fromSs(List.of("ingest", "entities", "read", "admin")),
                        "created_at", AttributeValue.fromS(clock.instant().toString()))));
        EntityStore entities = new DynamoDbEntityStore(dynamoDb, StackLayout.ENTITIES_TABLE, Runnable::run, clock);
        put(entities, "user", "u_42", "{\"account\":\"acc_acme\",\"plan\":\"free\",\"owner\":\"ben\"}");
        put(
                entities,
                "customer",
                "cus_42",
                "{\"company\":\"Acme\",\"plan\":\"scale\",\"mrr\":49900,\"seats\":40,\"csm\":\"ben\","
                        + "\"renewal\":\"2026-12-01\"}");
    }

    private static void put(EntityStore entities, String kind, String id, String traits) {
        entities.write(new EntityKey(kind, id), (ObjectNode) Json.read(traits), Precondition.NONE);
    }
}
