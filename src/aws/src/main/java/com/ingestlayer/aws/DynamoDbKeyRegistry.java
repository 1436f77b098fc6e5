package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.optionalTextOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.ingest.KeyRegistry;
import com.ingestlayer.ingest.RegisteredKey;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Manages what {@link DynamoDbApiKeys} looks up; lists scan the Keys table, which holds few items. Thread-safe. */
public final class DynamoDbKeyRegistry implements KeyRegistry {
    private final Table table;

    public DynamoDbKeyRegistry(AwsService dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public void add(RegisteredKey key) {
        NewItem.add(table, itemOf(key), "key");
    }

    @Override
    public List<RegisteredKey> list() {
        ObjectNode scan =
                table.request().put("ConsistentRead", true).put("FilterExpression", "attribute_not_exists(kind)");
        return table.all("Scan", scan).stream()
                .map(DynamoDbKeyRegistry::key)
                .sorted(Comparator.comparing(key -> key.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean revoke(String keyHash) {
        ObjectNode request = table.request()
                .put("UpdateExpression", "SET #status = :revoked")
                .put("ConditionExpression", "#status = :active AND attribute_not_exists(kind)");
        request.set("Key", item("key_hash", text(keyHash)));
        request.putObject("ExpressionAttributeNames").put("#status", "status");
        request.set("ExpressionAttributeValues", item(":revoked", text("revoked"), ":active", text("active")));
        try {
            table.call("UpdateItem", request);
            return true;
        } catch (AwsRefusedException e) {
            return false;
        }
    }

    private static ObjectNode itemOf(RegisteredKey key) {
        ObjectNode item = Json.object();
        item.set("key_hash", text(key.keyHash()));
        item.set("name", text(key.key().name()));
        item.set("source", text(key.key().source()));
        item.set("status", text(key.active() ? "active" : "revoked"));
        if (!key.key().scopes().isEmpty()) { // DynamoDB has no empty sets
            ArrayNode scopes = item.putObject("scopes").putArray("SS");
            key.key().scopes().stream().sorted().forEach(scopes::add);
        }
        key.hint().ifPresent(hint -> item.set("hint", text(hint)));
        key.createdAt().ifPresent(at -> item.set("created_at", text(at.toString())));
        key.key().rateLimit().ifPresent(limit -> {
            item.set("rate_per_second", number(limit.perSecond()));
            item.set("rate_burst", number(limit.burst()));
        });
        return item;
    }

    private static RegisteredKey key(JsonNode item) {
        return new RegisteredKey(
                textOf(item, "key_hash"),
                optionalTextOf(item, "hint"),
                DynamoDbApiKeys.apiKey(item),
                optionalTextOf(item, "status").equals(Optional.of("active")),
                optionalTextOf(item, "created_at").map(Instant::parse));
    }
}
