package com.ingestlayer.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.DynamoDbEntityStore;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.KeyHash;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a new local stack has in its tables: an API key, an agent's key, and a user and a customer to enrich events with. */
final class Seeds {
    private static final String AGENT_KEY = "ag_local_development";

    private Seeds() {}

    static void put(DynamoDbClient dynamoDb, String apiKey, Clock clock) {
        List<String> everything = List.of("ingest", "entities", "read", "admin");
        put(dynamoDb, apiKey, "local development", "sdk.event", everything, clock);
        put(dynamoDb, AGENT_KEY, "local-agent", AgentSource.KIND, List.of(ApiKey.invoke("*")), clock);
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

    private static void put(
            DynamoDbClient dynamoDb, String key, String name, String source, List<String> scopes, Clock clock) {
        dynamoDb.putItem(request -> request.tableName(StackLayout.KEYS_TABLE)
                .item(Map.of(
                        "key_hash", AttributeValue.fromS(KeyHash.of(key)),
                        "name", AttributeValue.fromS(name),
                        "status", AttributeValue.fromS("active"),
                        "source", AttributeValue.fromS(source),
                        "scopes", AttributeValue.fromSs(scopes),
                        "created_at", AttributeValue.fromS(clock.instant().toString()))));
    }
}
