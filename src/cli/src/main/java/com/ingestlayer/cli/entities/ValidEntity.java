package com.ingestlayer.cli.entities;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import java.util.ArrayList;
import java.util.List;

/** An entity that satisfies the rules of the HTTP API, so it may be written. */
record ValidEntity(EntityKey key, ObjectNode traits) {
    /** The reason when the traits are valid, but the stored entity has no room for them. */
    static final String TOO_LARGE =
            "with these traits the entity would be larger than the 400 KB that DynamoDB keeps of one";

    /** Tells why input cannot be an entity. The message is fit to show to the user. */
    static final class RefusedException extends Exception {
        RefusedException(String reason) {
            super(reason);
        }
    }

    /** @throws RefusedException when a rule is violated */
    static ValidEntity of(String kind, String externalId, ObjectNode traits) throws RefusedException {
        if (!EntityKey.isValidKind(kind)) {
            throw new RefusedException("a kind has " + EntityKey.KIND_FORM);
        }
        if (!EntityKey.isValidId(externalId)) {
            throw new RefusedException("an id has 1 to " + EntityKey.MAX_ID_BYTES + " bytes");
        }
        List<Violation> violations = new ArrayList<>();
        Traits.check(traits, JsonPath.ROOT.child("traits"), violations::add);
        int bytes = Json.write(traits).getBytes(UTF_8).length;
        if (bytes > Traits.MAX_BYTES) {
            throw new RefusedException(
                    "the traits have " + bytes + " bytes; at most " + Traits.MAX_BYTES + " are taken");
        }
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new RefusedException(first.path() + ": " + first.message());
        }
        return new ValidEntity(new EntityKey(kind, externalId), traits);
    }
}
