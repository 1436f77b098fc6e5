package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.Attributes.optionalTextOf;
import static com.ingestlayer.aws.Attributes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.ApiKeys;
import com.ingestlayer.ingest.RateLimit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** API keys as items of the Keys table, by the SHA-256 of the key. Items with a {@code kind} are none. Thread-safe. */
public final class DynamoDbApiKeys implements ApiKeys {
    private static final String DEFAULT_SOURCE = "sdk.event";

    private final Table table;

    public DynamoDbApiKeys(AwsService dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public Optional<ApiKey> find(String keyHash) {
        ObjectNode item = table.get(item("key_hash", text(keyHash)));
        return !item.has("kind") && optionalTextOf(item, "status").equals(Optional.of("active"))
                ? Optional.of(apiKey(item))
                : Optional.empty();
    }

    /** What an item of an API key says, whatever its status. */
    static ApiKey apiKey(JsonNode item) {
        Set<String> scopes = new HashSet<>();
        item.path("scopes").path("SS").forEach(scope -> scopes.add(scope.textValue()));
        return new ApiKey(
                optionalTextOf(item, "name").orElse("unnamed"),
                optionalTextOf(item, "source").orElse(DEFAULT_SOURCE),
                scopes,
                rateLimitOf(item));
    }

    static Optional<RateLimit> rateLimitOf(JsonNode item) {
        return optionalNumberOf(item, "rate_per_second")
                .map(Math::toIntExact)
                .map(perSecond -> new RateLimit(
                        perSecond,
                        optionalNumberOf(item, "rate_burst")
                                .map(Math::toIntExact)
                                .orElse(perSecond)));
    }
}
