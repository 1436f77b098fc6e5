package com.ingestlayer.aws.keys;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.ApiKeys;
import com.ingestlayer.aws.StoreBreaker;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.request.RateLimit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks up API keys in the Keys table by their SHA-256. An item with a {@code kind} is not an API key. Thread-safe.
 */
public final class DynamoDbApiKeys implements ApiKeys {
    private static final String DEFAULT_SOURCE = "sdk.event";

    private static final String TABLE = "the Keys table";

    private final Table table;
    private final StoreBreaker breaker = new StoreBreaker(TABLE);

    public DynamoDbApiKeys(DynamoDbClient dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, TABLE, Runnable::run);
    }

    @Override
    public Optional<ApiKey> find(String keyHash) {
        Map<String, AttributeValue> item = table.get(item("key_hash", text(keyHash)), breaker);
        return !item.containsKey("kind") && optionalTextOf(item, "status").equals(Optional.of("active"))
                ? Optional.of(apiKey(item))
                : Optional.empty();
    }

    /** Reads an API key, whatever its status. */
    static ApiKey apiKey(Map<String, AttributeValue> item) {
        AttributeValue scopes = item.get("scopes");
        return new ApiKey(
                optionalTextOf(item, "name").orElse("unnamed"),
                optionalTextOf(item, "source").orElse(DEFAULT_SOURCE),
                scopes == null ? Set.of() : Set.copyOf(scopes.ss()),
                rateLimitOf(item));
    }

    static Optional<RateLimit> rateLimitOf(Map<String, AttributeValue> item) {
        return optionalNumberOf(item, "rate_per_second")
                .map(Math::toIntExact)
                .map(perSecond -> new RateLimit(
                        perSecond,
                        optionalNumberOf(item, "rate_burst")
                                .map(Math::toIntExact)
                                .orElse(perSecond)));
    }
}
