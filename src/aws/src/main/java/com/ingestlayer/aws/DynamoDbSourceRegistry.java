package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.optionalTextOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.ingest.RegisteredSource;
import com.ingestlayer.ingest.SourceAuth;
import com.ingestlayer.ingest.SourceRegistry;
import com.ingestlayer.ingest.WebhookSource;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Manages what {@link DynamoDbWebhookSources} looks up; lists scan the Keys table, which holds few items. Thread-safe. */
public final class DynamoDbSourceRegistry implements SourceRegistry {
    private final Table table;

    public DynamoDbSourceRegistry(AwsService dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, "the Keys table", Runnable::run);
    }

    @Override
    public void add(RegisteredSource source) {
        NewItem.add(table, itemOf(source), "source");
    }

    @Override
    public List<RegisteredSource> list() {
        ObjectNode scan = table.request()
                .put("ConsistentRead", true)
                .put("FilterExpression", "kind = :source AND source_kind = :webhook");
        scan.set(
                "ExpressionAttributeValues",
                item(":source", text(DynamoDbWebhookSources.KIND), ":webhook", text(WebhookSource.KIND)));
        return table.all("Scan", scan).stream()
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
        ObjectNode request = table.request()
                .put("UpdateExpression", "SET #status = :status")
                .put("ConditionExpression", "kind = :source AND #status IN (:active, :paused)");
        request.set("Key", item("key_hash", text(tokenHash)));
        request.putObject("ExpressionAttributeNames").put("#status", "status");
        ObjectNode values = request.putObject("ExpressionAttributeValues");
        values.set(":status", text(status));
        values.set(":source", text(DynamoDbWebhookSources.KIND));
        values.set(":active", text("active"));
        values.set(":paused", text("paused"));
        try {
            table.call("UpdateItem", request);
            return true;
        } catch (AwsRefusedException e) {
            return false;
        }
    }

    private static ObjectNode itemOf(RegisteredSource registered) {
        WebhookSource source = registered.source();
        ObjectNode item = Json.object();
        item.set("key_hash", text(registered.tokenHash()));
        item.set("kind", text(DynamoDbWebhookSources.KIND));
        item.set("source_kind", text(WebhookSource.KIND));
        item.set("name", text(source.name()));
        item.set("status", text(status(registered)));
        item.setAll(proof(source.auth()));
        registered.hint().ifPresent(hint -> item.set("hint", text(hint)));
        registered.createdAt().ifPresent(at -> item.set("created_at", text(at.toString())));
        source.rateLimit().ifPresent(limit -> {
            item.set("rate_per_second", number(limit.perSecond()));
            item.set("rate_burst", number(limit.burst()));
        });
        return item;
    }

    private static String status(RegisteredSource registered) {
        if (registered.revoked()) {
            return "revoked";
        }
        return registered.source().paused() ? "paused" : "active";
    }

    private static ObjectNode proof(SourceAuth auth) {
        if (auth instanceof SourceAuth.Hmac hmac) {
            return item("auth", text("hmac"), "scheme", text(hmac.signedAs().text()));
        }
        return auth instanceof SourceAuth.Bearer bearer
                ? item("auth", text("bearer"), "bearer_hash", text(bearer.tokenHash()))
                : item("auth", text("none"));
    }

    private static RegisteredSource source(JsonNode item) {
        String status = optionalTextOf(item, "status").orElse("");
        return new RegisteredSource(
                textOf(item, "key_hash"),
                optionalTextOf(item, "hint"),
                DynamoDbWebhookSources.source(item, status.equals("paused")),
                !List.of("active", "paused").contains(status),
                optionalTextOf(item, "created_at").map(Instant::parse));
    }
}
