package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.OversizedBodies;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Stores the bodies that are too large for the queue, in parts {@code (event_id,
 * "body#<pipeline>#<destination>#<n>")} of the Events table, because an item holds at most 400 KB. Each part holds
 * the number of parts. Thread-safe.
 */
public final class DynamoDbOversizedBodies implements OversizedBodies {
    private static final int PART_BYTES = 300 * 1024;

    private final Table table;
    private final Duration retention;
    private final Clock clock;

    public DynamoDbOversizedBodies(
            DynamoDbClient dynamoDb, String tableName, Duration retention, Executor executor, Clock clock) {
        this.table = new Table(dynamoDb, tableName, "the Events table", executor);
        this.retention = requireNonNull(retention, "retention is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void put(DeliveryKey key, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        int parts = (bytes.length + PART_BYTES - 1) / PART_BYTES;
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = part * PART_BYTES;
            Map<String, AttributeValue> item = new HashMap<>();
            item.put("event_id", text(key.eventId().value()));
            item.put("item", text(prefix(key) + String.format("%03d", part)));
            item.put("parts", number(parts));
            item.put(
                    "body",
                    AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(
                            Arrays.copyOfRange(bytes, from, Math.min(from + PART_BYTES, bytes.length)))));
            item.put(
                    TableSchemas.TTL_ATTRIBUTE,
                    number(clock.instant().plus(retention).getEpochSecond()));
            items.add(item);
        }
        table.write(items);
    }

    @Override
    public Optional<String> get(DeliveryKey key) {
        List<Map<String, AttributeValue>> items = table.all(QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression("event_id = :event AND begins_with(#item, :prefix)")
                .expressionAttributeNames(Map.of("#item", "item"))
                .expressionAttributeValues(item(":event", text(key.eventId().value()), ":prefix", text(prefix(key)))));
        if (items.isEmpty() || items.size() < numberOf(items.get(0), "parts")) {
            return Optional.empty();
        }
        if (numberOf(items.get(0), TableSchemas.TTL_ATTRIBUTE)
                <= clock.instant().getEpochSecond()) {
            return Optional.empty();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        items.stream()
                .limit(numberOf(items.get(0), "parts"))
                .map(item -> item.get("body").b().asByteArrayUnsafe())
                .forEach(body::writeBytes);
        return Optional.of(body.toString(UTF_8));
    }

    private static String prefix(DeliveryKey key) {
        return "body#" + key.pipeline() + "#" + key.destination() + "#";
    }
}
