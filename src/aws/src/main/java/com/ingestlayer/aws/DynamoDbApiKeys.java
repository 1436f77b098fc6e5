package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;

import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.ApiKeys;
import com.ingestlayer.ingest.RateLimit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** API keys as items of the Keys table, by the SHA-256 of the key. Items with a {@code kind} are none. Thread-safe. */
public final class DynamoDbApiKeys implements ApiKeys {
    private static final String DEFAULT_SOURCE = "sdk.event";

    private final DynamoDbClient client;
    private final Table table;

    public DynamoDbApiKeys(DynamoDbClient client, String tableName) {
        this.client = client;
        this.table = new Table(client, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public Optional<ApiKey> find(String keyHash) {
        Map<String, AttributeValue> item = table.call(() -> client.getItem(get -> get.tableName(table.name())
                        .key(Map.of("key_hash", text(keyHash)))
                        .consistentRead(true)))
                .item();
        return !item.containsKey("kind") && textOf(item, "status").equals(Optional.of("active"))
                ? Optional.of(apiKey(item))
                : Optional.empty();
    }

    /** What an item of an API key says, whatever its status. */
    static ApiKey apiKey(Map<String, AttributeValue> item) {
        return new ApiKey(
                textOf(item, "name").orElse("unnamed"),
                textOf(item, "source").orElse(DEFAULT_SOURCE),
                Set.copyOf(item.getOrDefault("scopes", AttributeValue.builder().build())
                        .ss()),
                rateLimitOf(item));
    }

    static Optional<String> textOf(Map<String, AttributeValue> item, String attribute) {
        return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s);
    }

    static Optional<RateLimit> rateLimitOf(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get("rate_per_second"))
                .map(perSecond -> new RateLimit(
                        Integer.parseInt(perSecond.n()),
                        Integer.parseInt(
                                item.getOrDefault("rate_burst", perSecond).n())));
    }
}
