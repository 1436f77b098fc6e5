package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.Json;
import java.time.Instant;

/**
 * A user, account or other thing that events refer to, and what is known about it.
 *
 * @param firstSeen the time of the first write
 * @param lastSeen the time of the latest write
 * @param version 1 after the first write, and one more after each further write
 */
public record Entity(EntityKey key, ObjectNode traits, Instant firstSeen, Instant lastSeen, long version) {
    public Entity {
        requireNonNull(key, "key is null");
        requireNonNull(traits, "traits is null");
        requireNonNull(firstSeen, "firstSeen is null");
        requireNonNull(lastSeen, "lastSeen is null");
    }

    /** Returns the entity as responses show it. */
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
