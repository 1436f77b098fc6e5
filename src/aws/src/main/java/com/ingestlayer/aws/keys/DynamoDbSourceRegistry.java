package com.ingestlayer.aws.keys;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;

import com.ingestlayer.aws.table.NewItem;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.SourceRegistry;
import com.ingestlayer.source.WebhookSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Manages the webhook sources that {@link DynamoDbWebhookSources} looks up. Listing scans the Keys table, which holds
 * few items. Thread-safe.
 */
public final class DynamoDbSourceRegistry implements SourceRegistry {
    private final Table table;

    public DynamoDbSourceRegistry(DynamoDbClient dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public void add(RegisteredSource source) {
        NewItem.add(table, itemOf(source), "source");
    }

    @Override
    public List<RegisteredSource> list() {
        return table
                .all(ScanRequest.builder()
                        .consistentRead(true)
                        .filterExpression("kind = :source AND source_kind = :webhook")
                        .expressionAttributeValues(item(
                                ":source", text(DynamoDbWebhookSources.KIND), ":webhook", text(WebhookSource.KIND))))
                .stream()
                .map(DynamoDbSourceRegistry::source)
                .sorted(Comparator.comparing(source -> source.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean pause(String tokenHash, boolean paused) {
        return setStatus(tokenHash, paused ? "paused" : "active");
    }

    @Override
    public boolean revoke(String tokenHash) {
        return setStatus(tokenHash, "revoked");
    }

    private boolean setStatus(String tokenHash, String status) {
        try {
            table.update(UpdateItemRequest.builder()
                    .key(item("key_hash", text(tokenHash)))
                    .updateExpression("SET #status = :status")
                    .conditionExpression("kind = :source AND #status IN (:active, :paused)")
                    .expressionAttributeNames(Map.of("#status", "status"))
                    .expressionAttributeValues(Map.of(
                            ":status", text(status),
                            ":source", text(DynamoDbWebhookSources.KIND),
                            ":active", text("active"),
                            ":paused", text("paused"))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> itemOf(RegisteredSource registered) {
        WebhookSource source = registered.source();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("key_hash", text(registered.tokenHash()));
        item.put("kind", text(DynamoDbWebhookSources.KIND));
        item.put("source_kind", text(WebhookSource.KIND));
        item.put("name", text(source.name()));
        item.put("status", text(status(registered)));
        item.putAll(proof(source.auth()));
        registered.hint().ifPresent(hint -> item.put("hint", text(hint)));
        registered.createdAt().ifPresent(at -> item.put("created_at", text(at.toString())));
        source.rateLimit().ifPresent(limit -> {
            item.put("rate_per_second", number(limit.perSecond()));
            item.put("rate_burst", number(limit.burst()));
        });
        return item;
    }

    private static String status(RegisteredSource registered) {
        if (registered.revoked()) {
            return "revoked";
        }
        return registered.source().paused() ? "paused" : "active";
    }

    private static Map<String, AttributeValue> proof(SourceAuth auth) {
        if (auth instanceof SourceAuth.Hmac hmac) {
            return item("auth", text("hmac"), "scheme", text(hmac.signedAs().text()));
        }
        return auth instanceof SourceAuth.Bearer bearer
                ? item("auth", text("bearer"), "bearer_hash", text(bearer.tokenHash()))
                : item("auth", text("none"));
    }

    private static RegisteredSource source(Map<String, AttributeValue> item) {
        String status = optionalTextOf(item, "status").orElse("");
        return new RegisteredSource(
                textOf(item, "key_hash"),
                optionalTextOf(item, "hint"),
                DynamoDbWebhookSources.source(item, status.equals("paused")),
                !List.of("active", "paused").contains(status),
                optionalTextOf(item, "created_at").map(Instant::parse));
    }
}
