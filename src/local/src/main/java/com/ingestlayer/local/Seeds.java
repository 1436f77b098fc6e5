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

/** The first content of a local stack's tables: an API key, an agent's key, and a user and a customer to enrich events with. */
final class Seeds {
    private static final String AGENT_KEY = "ag_local_development";

    private Seeds() {}

    /**
     * Writes the keys, and into new tables the entities, which somebody may have changed since.
     *
     * @param newTables whether the tables are new
     */
    static void put(DynamoDbClient dynamoDb, String apiKey, boolean newTables, Clock clock) {
        KeyRegistry keys = new DynamoDbKeyRegistry(dynamoDb, StackLayout.KEYS_TABLE);
        Set<String> everything = Set.of("ingest", "entities", "read", "admin");
        put(keys, apiKey, new ApiKey("local development", "sdk.event", everything, Optional.empty()), clock);
        Set<String> anyPipeline = Set.of(ApiKey.invoke("*"));
        put(keys, AGENT_KEY, new ApiKey("local-agent", AgentSource.KIND, anyPipeline, Optional.empty()), clock);
        if (!newTables) {
            return;
        }
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

    /** Adds the key unless it is there, be it revoked. */
    private static void put(KeyRegistry keys, String key, ApiKey what, Clock clock) {
        String hash = KeyHash.of(key);
        if (keys.list().stream().noneMatch(existing -> existing.keyHash().equals(hash))) {
            keys.add(new RegisteredKey(hash, Optional.empty(), what, true, Optional.of(clock.instant())));
        }
    }
}
