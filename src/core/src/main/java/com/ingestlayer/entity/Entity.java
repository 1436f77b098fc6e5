package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.Json;
import java.time.Instant;

/**
 * What is known of somebody or something.
 *
 * @param firstSeen when it was first written
 * @param lastSeen when it was last written
 * @param version 1 after the first write, one more after each other
 */
public record Entity(EntityKey key, ObjectNode traits, Instant firstSeen, Instant lastSeen, long version) {
    public Entity {
        requireNonNull(key, "key is null");
        requireNonNull(traits, "traits is null");
        requireNonNull(firstSeen, "firstSeen is null");
        requireNonNull(lastSeen, "lastSeen is null");
    }

    /** The entity as answers show it. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("kind", key.kind());
        json.put("external_id", key.externalId());
        json.set("traits", traits);
        json.put("first_seen", Times.format(firstSeen));
        json.put("last_seen", Times.format(lastSeen));
        json.put("version", version);
        return json;
    }
}
