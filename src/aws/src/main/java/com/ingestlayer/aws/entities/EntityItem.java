package com.ingestlayer.aws.entities;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts an entity, or a change of one, to and from an item of the Entities table. */
final class EntityItem {
    static final long FIRST_VERSION = 1;

    private EntityItem() {}

    static Map<String, AttributeValue> key(EntityKey key) {
        return item("entity_key", text(key.kind() + "#" + key.externalId()));
    }

    static Map<String, AttributeValue> of(Entity entity) {
        Map<String, AttributeValue> item = key(entity.key());
        item.put("kind", text(entity.key().kind()));
        item.put("external_id", text(entity.key().externalId()));
        item.put("traits", Attributes.map(Attributes.mapFromJson(entity.traits())));
        item.put("first_seen", text(Times.format(entity.firstSeen())));
        item.put("last_seen", text(Times.format(entity.lastSeen())));
        item.put("version", number(entity.version()));
        return item;
    }

    /**
     * Reads an entity. An item that another tool has put may have nothing but its keys, and counts as the first
     * version.
     */
    static Entity read(Map<String, AttributeValue> item) {
        return new Entity(
                new EntityKey(textOf(item, "kind"), textOf(item, "external_id")),
                traits(item),
                optionalTextOf(item, "first_seen").map(Instant::parse).orElse(Instant.EPOCH),
                optionalTextOf(item, "last_seen").map(Instant::parse).orElse(Instant.EPOCH),
                optionalNumberOf(item, "version").orElse(FIRST_VERSION));
    }

    static ObjectNode traits(Map<String, AttributeValue> item) {
        AttributeValue traits = item.get("traits");
        return traits == null ? Json.object() : Attributes.mapToJson(traits.m());
    }

    /**
     * Returns the condition expression for writing an existing entity.
     *
     * @param values receives the values that the condition refers to
     */
    static String condition(Precondition precondition, Map<String, AttributeValue> values) {
        if (precondition.version().isEmpty()) {
            return "attribute_exists(entity_key)";
        }
        values.put(":version", number(precondition.version().getAsLong()));
        return precondition.version().getAsLong() == FIRST_VERSION
                ? "attribute_exists(entity_key) AND (version = :version OR attribute_not_exists(version))"
                : "version = :version";
    }

    /**
     * The parts of an UpdateItem that merges traits.
     *
     * @param expression the update expression, such as {@code SET …, traits.#n0 = :v0 REMOVE traits.#n1}
     * @param names the names of the traits, by their placeholders
     * @param values the values of the traits, by their placeholders
     */
    record Update(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        static Update merging(ObjectNode traits, Instant now) {
            Map<String, String> names = new HashMap<>();
            Map<String, AttributeValue> values = new HashMap<>();
            values.put(":now", text(Times.format(now)));
            values.put(":one", number(1));
            values.put(":first", number(FIRST_VERSION));
            List<String> sets = new ArrayList<>();
            sets.add("last_seen = :now");
            sets.add("first_seen = if_not_exists(first_seen, :now)");
            sets.add("version = if_not_exists(version, :first) + :one");
            List<String> removals = new ArrayList<>();
            int number = 0;
            for (Map.Entry<String, JsonNode> trait : traits.properties()) {
                String name = "#n" + number;
                String value = ":v" + number++;
                names.put(name, trait.getKey());
                if (trait.getValue().isNull()) {
                    removals.add("traits." + name);
                } else {
                    values.put(value, Attributes.fromJson(trait.getValue()));
                    sets.add("traits." + name + " = " + value);
                }
            }
            return new Update(
                    "SET " + String.join(", ", sets)
                            + (removals.isEmpty() ? "" : " REMOVE " + String.join(", ", removals)),
                    names,
                    values);
        }
    }
}
