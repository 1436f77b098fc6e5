package com.ingestlayer.bench.peer;

import static com.ingestlayer.bench.peer.Aws.number;
import static com.ingestlayer.bench.peer.Aws.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The delivery records in the Events table. Thread-safe. */
final class DeliveryRecords {
    private static final int MAX_COPIES = 5;
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String TABLE = System.getenv("INGESTLAYER_EVENTS_TABLE");

    private DeliveryRecords() {}

    /** An attempt that was made. Its {@code next} is null unless another attempt follows. */
    record Outcome(Instant at, long tookMillis, Webhook.Reply reply, String status, Instant next) {
        Map<String, AttributeValue> item(int number) {
            Map<String, AttributeValue> item = new HashMap<>();
            item.put("n", number(number));
            item.put("at", text(at.toString()));
            if (reply.status() != 0) {
                item.put("http_status", number(reply.status()));
            }
            item.put("duration_ms", number(tookMillis));
            if (!reply.isSuccess()) {
                item.put("error", text(reply.error()));
            }
            if (!reply.body().isEmpty()) {
                item.put("body", text(reply.body()));
            }
            return item;
        }
    }

    /** The attempts of a delivery so far. */
    record Attempts(List<AttributeValue> all) {
        boolean delivered() {
            return all.stream().anyMatch(attempt -> !attempt.m().containsKey("error"));
        }

        int count() {
            return all.stream()
                    .mapToInt(attempt -> Integer.parseInt(attempt.m().get("n").n()))
                    .max()
                    .orElse(0);
        }

        boolean has(int number, Instant at) {
            return all.stream()
                    .map(AttributeValue::m)
                    .anyMatch(other -> other.get("n").equals(number(number))
                            && other.get("at").equals(text(at.toString())));
        }
    }

    static String nameOf(JsonNode message) {
        return message.path("event_id").asText() + " " + itemOf(message);
    }

    private static String itemOf(JsonNode message) {
        return "delivery#" + message.path("pipeline").asText() + "#"
                + message.path("destination").asText();
    }

    private static Map<String, AttributeValue> keyOf(JsonNode message) {
        return Map.of("event_id", text(message.path("event_id").asText()), "item", text(itemOf(message)));
    }

    /** Returns the attempts by {@link #nameOf}. */
    static Map<String, Attempts> find(List<JsonNode> messages) {
        List<Map<String, AttributeValue>> keys =
                messages.stream().map(DeliveryRecords::keyOf).distinct().toList();
        long now = Instant.now().getEpochSecond();
        Map<String, Attempts> found = new HashMap<>();
        for (Map<String, AttributeValue> item : Aws.read(TABLE, keys, null)) {
            if (Long.parseLong(item.get("expires_at").n()) > now) {
                String name = item.get("event_id").s() + " " + item.get("item").s();
                found.put(name, new Attempts(item.get("attempts").l()));
            }
        }
        return found;
    }

    /** Appends an attempt, after those of other copies of the message that were faster. */
    static void append(JsonNode message, int first, Outcome outcome) {
        int number = first;
        for (int copies = 0; copies < MAX_COPIES; copies++) {
            if (update(message, number, outcome)) {
                return;
            }
            Attempts known = find(List.of(message)).getOrDefault(nameOf(message), new Attempts(List.of()));
            if (known.delivered() || known.has(number, outcome.at())) {
                return; // the SDK retried, and its first try had succeeded
            }
            number = known.count() + 1;
        }
        throw new IllegalStateException("the record of " + nameOf(message) + " could not be written");
    }

    /** Returns false when another attempt with this number was faster. */
    private static boolean update(JsonNode message, int number, Outcome outcome) {
        Instant now = Instant.now();
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":id", text(message.path("delivery_id").asText()));
        values.put(":type", text(message.path("event_type").asText()));
        values.put(":pipeline", text(message.path("pipeline").asText()));
        values.put(":destination", text(message.path("destination").asText()));
        values.put(":kind", text("webhook.out"));
        values.put(":target", text(Target.TEXT));
        values.put(":status", text(outcome.status()));
        values.put(":at", text(Telemetry.iso(outcome.at())));
        values.put(":expires", number(now.plus(RETENTION).getEpochSecond()));
        values.put(":attempt", AttributeValue.fromL(List.of(AttributeValue.fromM(outcome.item(number)))));
        if (number == 1) {
            values.put(":now", number(now.getEpochSecond()));
        } else {
            values.put(":before", number(number - 1L));
        }
        String expression = expression(message, number, outcome, values);
        String condition =
                number == 1 ? "attribute_not_exists(attempts) OR expires_at <= :now" : "size(attempts) = :before";
        try {
            Aws.DYNAMO_DB.updateItem(update -> update.tableName(TABLE)
                    .key(keyOf(message))
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeNames(Map.of("#kind", "kind", "#target", "target", "#status", "status"))
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static String expression(
            JsonNode message, int number, Outcome outcome, Map<String, AttributeValue> values) {
        String update = "SET delivery_id = :id, event_type = :type, pipeline = :pipeline, destination = :destination,"
                + " #kind = :kind, #target = :target, #status = :status, attempts = "
                + (number == 1 ? ":attempt" : "list_append(attempts, :attempt)")
                + ", last_attempt_at = :at, expires_at = :expires";
        if (outcome.next() != null) {
            values.put(":next", text(outcome.next().toString()));
            return update + ", next_attempt_at = :next REMOVE dead_shard, dead_order";
        }
        if (outcome.status().equals("dead")) {
            String dead = message.path("pipeline").asText() + "/"
                    + message.path("destination").asText();
            String event = message.path("event_id").asText();
            values.put(":dead", text(dead + "#" + Ids.shard(event)));
            values.put(":order", text(Telemetry.iso(outcome.at()) + "#" + event));
            return update + ", dead_shard = :dead, dead_order = :order REMOVE next_attempt_at";
        }
        return update + " REMOVE next_attempt_at, dead_shard, dead_order";
    }
}
