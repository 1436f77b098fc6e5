package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.DynamoDbApiKeys.textOf;

import com.ingestlayer.ingest.KeyRegistry;
import com.ingestlayer.ingest.RegisteredKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Manages what {@link DynamoDbApiKeys} looks up; lists scan the Keys table, which holds few items. Thread-safe. */
public final class DynamoDbKeyRegistry implements KeyRegistry {
    private final DynamoDbClient client;
    private final Table table;

    public DynamoDbKeyRegistry(DynamoDbClient client, String tableName) {
        this.client = client;
        this.table = new Table(client, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public void add(RegisteredKey key) {
        NewItem.add(client, table, item(key), "key");
    }

    @Override
    public List<RegisteredKey> list() {
        return table
                .call(() -> client
                        .scanPaginator(scan -> scan.tableName(table.name())
                                .consistentRead(true)
                                .filterExpression("attribute_not_exists(kind)"))
                        .items()
                        .stream()
                        .toList())
                .stream()
                .map(DynamoDbKeyRegistry::key)
                .sorted(Comparator.comparing(key -> key.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean revoke(String keyHash) {
        try {
            table.call(() -> client.updateItem(update -> update.tableName(table.name())
                    .key(Map.of("key_hash", text(keyHash)))
                    .updateExpression("SET #status = :revoked")
                    .conditionExpression("#status = :active AND attribute_not_exists(kind)")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(Map.of(":revoked", text("revoked"), ":active", text("active")))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> item(RegisteredKey key) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("key_hash", text(key.keyHash()));
        item.put("name", text(key.key().name()));
        item.put("source", text(key.key().source()));
        item.put("status", text(key.active() ? "active" : "revoked"));
        if (!key.key().scopes().isEmpty()) { // DynamoDB has no empty sets
            item.put(
                    "scopes",
                    AttributeValue.fromSs(key.key().scopes().stream().sorted().toList()));
        }
        key.hint().ifPresent(hint -> item.put("hint", text(hint)));
        key.createdAt().ifPresent(at -> item.put("created_at", text(at.toString())));
        key.key().rateLimit().ifPresent(limit -> {
            item.put("rate_per_second", number(limit.perSecond()));
            item.put("rate_burst", number(limit.burst()));
        });
        return item;
    }

    private static RegisteredKey key(Map<String, AttributeValue> item) {
        return new RegisteredKey(
                item.get("key_hash").s(),
                textOf(item, "hint"),
                DynamoDbApiKeys.apiKey(item),
                textOf(item, "status").equals(Optional.of("active")),
                textOf(item, "created_at").map(Instant::parse));
    }
}
