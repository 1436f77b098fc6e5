package com.ingestlayer.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.entities.DynamoDbEntityStore;
import com.ingestlayer.aws.keys.DynamoDbKeyRegistry;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a new local stack has in its tables: an API key, an agent's key, and a user and a customer to enrich events with. */
final class Seeds {
    private static final String AGENT_KEY = "ag_local_development";

    private Seeds() {}

    static void put(DynamoDbClient dynamoDb, String apiKey, Clock clock) {
        KeyRegistry keys = new DynamoDbKeyRegistry(dynamoDb, StackLayout.KEYS_TABLE);
        Set<String> everything = Set.of("ingest", "entities", "read", "admin");
        put(keys, apiKey, new ApiKey("local development", "sdk.event", everything, Optional.empty()), clock);
        Set<String> anyPipeline = Set.of(ApiKey.invoke("*"));
        put(keys, AGENT_KEY, new ApiKey("local-agent", AgentSource.KIND, anyPipeline, Optional.empty()), clock);
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

    private static void put(KeyRegistry keys, String key, ApiKey what, Clock clock) {
        keys.add(new RegisteredKey(KeyHash.of(key), Optional.empty(), what, true, Optional.of(clock.instant())));
    }
}
