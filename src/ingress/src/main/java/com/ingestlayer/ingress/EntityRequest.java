package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;
import static com.ingestlayer.request.RefusedException.Reason.TOO_LARGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Utf8;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import com.ingestlayer.yaml.Names;
import java.util.List;
import java.util.Optional;

/**
 * Reads the bodies of the calls that write entities. A body is accepted as a whole or not at all, and all of its
 * mistakes are reported together. Not thread-safe.
 */
final class EntityRequest {
    private static final List<String> ENTITY_FIELDS = List.of("kind", "external_id", "traits");
    private static final List<String> PATCH_FIELDS = List.of("traits");

    private final Violations violations = new Violations(INVALID_REQUEST, "Nothing was written");

    /** A write of one entity. A trait of null is removed. */
    record Upsert(EntityKey key, ObjectNode traits) {}

    /** Parses the JSON of a request's body. */
    static JsonNode parse(HttpRequest request) throws RefusedException {
        try {
            return StrictJson.parse(request.jsonBody());
        } catch (MalformedJsonException e) {
            throw RefusedException.invalidJson(e.path(), e.getMessage());
        }
    }

    /** Reads {@code {"kind","external_id","traits"}}. */
    static Upsert one(JsonNode body) throws RefusedException {
        EntityRequest request = new EntityRequest();
        Optional<Upsert> upsert = request.upsert(body, JsonPath.ROOT);
        request.refuseIfWrong();
        return upsert.orElseThrow();
    }

    /** Reads {@code {"traits"}}. */
    static ObjectNode patch(JsonNode body) throws RefusedException {
        EntityRequest request = new EntityRequest();
        Optional<ObjectNode> traits = Optional.empty();
        if (body.isObject()) {
            request.refuseUnknownFields(body, JsonPath.ROOT, PATCH_FIELDS);
            traits = request.traits(body.path("traits"), JsonPath.ROOT.child("traits"));
        } else {
            request.wrong(JsonPath.ROOT, "expected an object with traits");
        }
        request.refuseIfWrong();
        return traits.orElseThrow();
    }

    void wrong(JsonPath path, String message) {
        violations.add(path, message);
    }

    /** @throws RefusedException with every mistake found so far */
    void refuseIfWrong() throws RefusedException {
        violations.refuseIfAny();
    }

    /** Reads one entity. Returns empty when it is invalid. */
    Optional<Upsert> upsert(JsonNode json, JsonPath path) throws RefusedException {
        if (!json.isObject()) {
            wrong(path, "expected an entity object with kind, external_id and traits");
            return Optional.empty();
        }
        refuseUnknownFields(json, path, ENTITY_FIELDS);
        Optional<String> kind = text(json.path("kind"), path.child("kind"));
        if (kind.isPresent() && !EntityKey.isValidKind(kind.get())) {
            wrong(path.child("kind"), "expected " + EntityKey.KIND_FORM);
            kind = Optional.empty();
        }
        Optional<String> externalId = text(json.path("external_id"), path.child("external_id"));
        if (externalId.isPresent() && !EntityKey.isValidId(externalId.get())) {
            wrong(path.child("external_id"), "expected " + EntityKey.ID_FORM);
            externalId = Optional.empty();
        }
        Optional<ObjectNode> traits = traits(json.path("traits"), path.child("traits"));
        return kind.isPresent() && externalId.isPresent() && traits.isPresent()
                ? Optional.of(new Upsert(new EntityKey(kind.get(), externalId.get()), traits.get()))
                : Optional.empty();
    }

    private void refuseUnknownFields(JsonNode json, JsonPath path, List<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(path.child(name), "unknown field" + Names.instead(name, known));
            }
        });
    }

    private Optional<String> text(JsonNode json, JsonPath path) {
        if (!json.isTextual()) {
            wrong(path, json.isMissingNode() ? "required field is missing" : "expected a string");
        }
        return Optional.ofNullable(json.textValue());
    }

    private Optional<ObjectNode> traits(JsonNode json, JsonPath path) throws RefusedException {
        if (!(json instanceof ObjectNode traits)) {
            wrong(path, json.isMissingNode() ? "required field is missing" : "expected an object");
            return Optional.empty();
        }
        refuseLargeTraits(traits, path);
        Traits.check(traits, path, violations);
        return Optional.of(traits);
    }

    static void refuseLargeTraits(ObjectNode traits, JsonPath path) throws RefusedException {
        int bytes = Utf8.length(Json.write(traits));
        if (bytes > Traits.MAX_BYTES) {
            throw new RefusedException(
                    TOO_LARGE,
                    "The traits of an entity are too large for one request.",
                    List.of(new Violation(
                            path,
                            "the entity's traits have " + bytes + " bytes; at most " + Traits.MAX_BYTES
                                    + " are taken at once")));
        }
    }
}
