package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.ingest.ApiKeys;
import com.ingestlayer.ingest.KeyRegistry;
import com.ingestlayer.ingest.KeyRegistryContract;
import java.net.URI;
import java.util.Map;
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
    void aSourceIsNoKey() {
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
    void aTableThatCannotBeReachedIsUnavailable() {
        KeyRegistry unreachable =
                new DynamoDbKeyRegistry(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), table);
        assertThatThrownBy(unreachable::list).isInstanceOf(UnavailableException.class);
    }
}
