package com.ingestlayer.aws.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.ApiKeys;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.KeyRegistryContract;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.TableSchemas;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbKeyRegistryTest extends KeyRegistryContract {
    private final String table = TestEngines.newName();

    DynamoDbKeyRegistryTest() {
        TestEngines.dynamoDb().createTable(TableSchemas.keys(table));
    }

    @Override
    protected KeyRegistry registry() {
        return new DynamoDbKeyRegistry(TestEngines.dynamoDb(), table);
    }

    @Override
    protected ApiKeys lookup() {
        return new DynamoDbApiKeys(TestEngines.dynamoDb(), table);
    }

    @Test
    void aSourceIsNotAKey() {
        String hash = "5".repeat(64);
        TestEngines.dynamoDb().putItem(put -> put.tableName(table)
                .item(Map.of(
                        "key_hash", AttributeValue.fromS(hash),
                        "kind", AttributeValue.fromS("source"),
                        "name", AttributeValue.fromS("stripe"),
                        "status", AttributeValue.fromS("active"))));
        assertThat(registry().list()).isEmpty();
        assertThat(registry().revoke(hash)).isFalse();
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        KeyRegistry unreachable =
                new DynamoDbKeyRegistry(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), table);
        assertThatThrownBy(unreachable::list).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aKeyIsAddedWhenTheFirstAttemptWasNotAnswered() {
        RegisteredKey key = new RegisteredKey(
                "6".repeat(64),
                Optional.of("il_live_abcd"),
                new ApiKey("web", "sdk.event", Set.of("ingest", "read"), Optional.empty()),
                true,
                Optional.of(Instant.parse("2026-01-31T10:00:00Z")));
        registry().add(key);
        registry().add(key);
        assertThat(registry().list()).containsExactly(key);
        registry().revoke(key.keyHash());
        assertThatThrownBy(() -> registry().add(key)).isInstanceOf(IllegalStateException.class);
    }
}
