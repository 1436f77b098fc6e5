package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.Attributes.optionalTextOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An entity as an item of the Entities table, whole and as a change. */
final class EntityItem {
    static final long FIRST_VERSION = 1;

    private EntityItem() {}

    static ObjectNode key(EntityKey key) {
        return item("entity_key", text(key.kind() + "#" + key.externalId()));
    }

    static ObjectNode of(Entity entity) {
        ObjectNode item = key(entity.key());
        item.set("kind", text(entity.key().kind()));
        item.set("external_id", text(entity.key().externalId()));
        item.set("traits", Attributes.map(Attributes.mapFromJson(entity.traits())));
        item.set("first_seen", text(Times.format(entity.firstSeen())));
        item.set("last_seen", text(Times.format(entity.lastSeen())));
        item.set("version", number(entity.version()));
        return item;
    }

    /** What another tool put may lack all but its keys; it counts as the first version. */
    static Entity read(JsonNode item) {
        return new Entity(
                new EntityKey(textOf(item, "kind"), textOf(item, "external_id")),
                traits(item),
                optionalTextOf(item, "first_seen").map(Instant::parse).orElse(Instant.EPOCH),
                optionalTextOf(item, "last_seen").map(Instant::parse).orElse(Instant.EPOCH),
                optionalNumberOf(item, "version").orElse(FIRST_VERSION));
    }

    static ObjectNode traits(JsonNode item) {
        return Attributes.mapToJson(item.path("traits").path("M"));
    }

    /**
     * The condition under which a write of an existing entity happens.
     *
     * @param values gets the values that the condition names
     */
    static String condition(Precondition precondition, ObjectNode values) {
        if (precondition.version().isEmpty()) {
            return "attribute_exists(entity_key)";
        }
        values.set(":version", number(precondition.version().getAsLong()));
        return precondition.version().getAsLong() == FIRST_VERSION
                ? "attribute_exists(entity_key) AND (version = :version OR attribute_not_exists(version))"
                : "version = :version";
    }

    /**
     * The parts of an UpdateItem that merges traits.
     *
     * @param expression such as {@code SET …, traits.#n0 = :v0 REMOVE traits.#n1}
     */
    record Update(String expression, ObjectNode names, ObjectNode values) {
        static Update merging(ObjectNode traits, Instant now) {
            ObjectNode names = Json.object();
            ObjectNode values = Json.object();
            values.set(":now", text(Times.format(now)));
            values.set(":one", number(1));
            values.set(":first", number(FIRST_VERSION));
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
                    values.set(value, Attributes.fromJson(trait.getValue()));
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
