package com.ingestlayer.aws.keys;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;

import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.table.NewItem;
import com.ingestlayer.aws.table.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Manages the API keys that {@link DynamoDbApiKeys} looks up. Listing scans the Keys table, which holds few items.
 * Thread-safe.
 */
public final class DynamoDbKeyRegistry implements KeyRegistry {
    private final Table table;

    public DynamoDbKeyRegistry(DynamoDbClient dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public void add(RegisteredKey key) {
        NewItem.add(table, itemOf(key), "key");
    }

    @Override
    public List<RegisteredKey> list() {
        return table
                .all(ScanRequest.builder().consistentRead(true).filterExpression("attribute_not_exists(kind)"))
                .stream()
                .map(DynamoDbKeyRegistry::key)
                .sorted(Comparator.comparing(key -> key.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean revoke(String keyHash) {
        try {
            table.update(UpdateItemRequest.builder()
                    .key(item("key_hash", text(keyHash)))
                    .updateExpression("SET #status = :revoked")
                    .conditionExpression("#status = :active AND attribute_not_exists(kind)")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(item(":revoked", text("revoked"), ":active", text("active"))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> itemOf(RegisteredKey key) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("key_hash", text(key.keyHash()));
        item.put("name", text(key.key().name()));
        item.put("source", text(key.key().source()));
        item.put("status", text(key.active() ? "active" : "revoked"));
        if (!key.key().scopes().isEmpty()) { // DynamoDB does not store empty sets
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
                textOf(item, "key_hash"),
                optionalTextOf(item, "hint"),
                DynamoDbApiKeys.apiKey(item),
                optionalTextOf(item, "status").equals(Optional.of("active")),
                optionalTextOf(item, "created_at").map(Instant::parse));
    }
}
