package com.ingestlayer.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many entities to write.
 *
 * @param sent the keys in the order sent; a key that was sent twice is here twice
 * @param traits the traits of each key; those sent later replace those sent earlier
 */
record EntityBulk(List<EntityKey> sent, Map<EntityKey, ObjectNode> traits) {
    static final int MAX_ENTITIES = 500;

    private static final String FIELD = "entities";

    static boolean isMeantBy(JsonNode body) {
        return body.has(FIELD);
    }

    /** Reads {@code {"entities":[…]}} with 1 to {@link #MAX_ENTITIES} entities. */
    static EntityBulk read(JsonNode body) throws RefusedException {
        EntityRequest request = new EntityRequest();
        JsonPath path = JsonPath.ROOT.child(FIELD);
        JsonNode entities = body.get(FIELD);
        EntityBulk bulk = new EntityBulk(new ArrayList<>(), new LinkedHashMap<>());
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(FIELD)) {
                request.wrong(JsonPath.ROOT.child(name), "unknown field beside \"entities\"");
            }
        });
        if (!entities.isArray()) {
            request.wrong(path, "expected an array of entities");
        } else if (entities.isEmpty() || entities.size() > MAX_ENTITIES) {
            request.wrong(path, "expected 1 to " + MAX_ENTITIES + " entities, found " + entities.size());
        } else {
            for (int i = 0; i < entities.size(); i++) {
                Optional<EntityRequest.Upsert> upsert = request.upsert(entities.get(i), path.child(i));
                if (upsert.isPresent()) {
                    bulk.add(upsert.get(), request, path.child(i).child("traits"));
                }
            }
        }
        request.refuseIfWrong();
        return bulk;
    }

    /**
     * Adds an entity. If it was sent before, the limits apply to both parts together, because they are written as
     * one.
     */
    private void add(EntityRequest.Upsert upsert, EntityRequest request, JsonPath path) throws RefusedException {
        sent.add(upsert.key());
        ObjectNode before = traits.putIfAbsent(upsert.key(), upsert.traits());
        if (before != null) {
            before.setAll(upsert.traits()); // including nulls, which may remove traits in the table
            if (before.size() > Traits.MAX_NAMES) {
                request.wrong(path, "with these, more than " + Traits.MAX_NAMES + " traits of the entity are sent");
            }
            EntityRequest.refuseLargeTraits(before, path);
        }
    }
}
