package com.ingestlayer.aws.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.request.RateLimit;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbApiKeysTest {
    private static final String HASH = "0".repeat(64);

    private final String table = TestEngines.newName();
    private final DynamoDbApiKeys keys = new DynamoDbApiKeys(TestEngines.dynamoDb(), table);

    DynamoDbApiKeysTest() {
        TestEngines.dynamoDb().createTable(TableSchemas.keys(table));
    }

    private void put(Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.put("key_hash", AttributeValue.fromS(HASH));
        TestEngines.dynamoDb().putItem(request -> request.tableName(table).item(item));
    }

    @Test
    void anActiveKeyIsFoundWithItsScopes() {
        put(Map.of(
                "name", AttributeValue.fromS("web"),
                "source", AttributeValue.fromS("sdk.event"),
                "status", AttributeValue.fromS("active"),
                "scopes", AttributeValue.fromSs(List.of("ingest", "read"))));
        assertThat(keys.find(HASH))
                .hasValue(new ApiKey("web", "sdk.event", Set.of("ingest", "read"), Optional.empty()));
    }

    @Test
    void aRateLimitsBurstDefaultsToOneSecond() {
        put(Map.of("status", AttributeValue.fromS("active"), "rate_per_second", AttributeValue.fromN("50")));
        assertThat(keys.find(HASH).orElseThrow().rateLimit()).hasValue(new RateLimit(50, 50));
        put(Map.of(
                "status", AttributeValue.fromS("active"),
                "rate_per_second", AttributeValue.fromN("50"),
                "rate_burst", AttributeValue.fromN("200")));
        assertThat(keys.find(HASH).orElseThrow().rateLimit()).hasValue(new RateLimit(50, 200));
    }

    @Test
    void aKeyMayHaveNoScopes() {
        put(Map.of("status", AttributeValue.fromS("active")));
        assertThat(keys.find(HASH)).hasValue(new ApiKey("unnamed", "sdk.event", Set.of(), Optional.empty()));
    }

    @Test
    void aRevokedOrUnknownKeyIsNotFound() {
        assertThat(keys.find(HASH)).isEmpty();
        put(Map.of("status", AttributeValue.fromS("revoked"), "scopes", AttributeValue.fromSs(List.of("ingest"))));
        assertThat(keys.find(HASH)).isEmpty();
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        DynamoDbApiKeys unreachable =
                new DynamoDbApiKeys(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), table);
        assertThatThrownBy(() -> unreachable.find(HASH)).isInstanceOf(UnavailableException.class);
    }
}
