package com.ingestlayer.ingress;

import static com.ingestlayer.ingest.RefusedException.Reason.INVALID_REQUEST;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.Written;
import com.ingestlayer.entity.Written.Result;
import com.ingestlayer.ingest.Authenticator;
import com.ingestlayer.ingest.RefusedException;
import com.ingestlayer.ingest.Violations;
import com.ingestlayer.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/entities}: writes, reads and lists entities. Thread-safe. */
final class EntityRoutes {
    private static final String SCOPE = "entities";
    private static final String ALL = "/v1/entities";
    private static final String ONE = "/v1/entities/{kind}/{external_id}";

    private final Authenticator authenticator;
    private final EntityStore store;

    EntityRoutes(Authenticator authenticator, EntityStore store) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.store = requireNonNull(store, "store is null");
    }

    List<Route> routes() {
        return List.of(
                route("POST", ALL, (request, path) -> post(request)),
                route("GET", ALL, (request, path) -> list(request)),
                route("GET", ONE, (request, path) -> get(key(path))),
                route("PATCH", ONE, this::patch),
                route("DELETE", ONE, this::delete));
    }

    private Route route(String method, String path, Route.Handler handler) {
        return new Route(method, path, (request, values) -> {
            authenticator.require(request.header("authorization"), SCOPE);
            return handler.answer(request, values);
        });
    }

    private HttpAnswer post(HttpRequest request) throws RefusedException {
        JsonNode body = EntityRequest.parse(request);
        Precondition precondition = IfMatch.of(request);
        if (EntityBulk.isMeantBy(body)) {
            if (!precondition.equals(Precondition.NONE)) {
                throw IfMatch.refusal("not taken with many entities");
            }
            EntityBulk bulk = EntityBulk.read(body);
            return EntityAnswer.of(bulk, store.writeAll(bulk.traits()));
        }
        EntityRequest.Upsert upsert = EntityRequest.one(body);
        Written written = store.write(upsert.key(), upsert.traits(), precondition);
        // There is nothing to be absent: who sends If-Match and gets this has seen an entity that is gone.
        return EntityAnswer.of(written.result() == Result.ABSENT ? Written.nothing(Result.CONFLICT) : written);
    }

    private HttpAnswer patch(HttpRequest request, Map<String, String> path) throws RefusedException {
        EntityKey key = key(path);
        ObjectNode traits = EntityRequest.patch(EntityRequest.parse(request));
        Precondition precondition = IfMatch.of(request);
        return EntityAnswer.of(store.write(key, traits, precondition.exists() ? precondition : Precondition.EXISTS));
    }

    private HttpAnswer get(EntityKey key) throws RefusedException {
        return EntityAnswer.of(200, store.find(key).orElseThrow(EntityAnswer::absent));
    }

    private HttpAnswer delete(HttpRequest request, Map<String, String> path) throws RefusedException {
        EntityKey key = key(path);
        return switch (store.delete(key, IfMatch.of(request))) {
            case DELETED -> HttpAnswer.noContent();
            case ABSENT -> throw EntityAnswer.absent();
            case CONFLICT -> throw EntityAnswer.conflict();
        };
    }

    private HttpAnswer list(HttpRequest request) throws RefusedException {
        QueryParameters query = new QueryParameters(request, List.of("kind", "cursor", "limit"));
        String kind = query.required(
                "kind",
                value -> EntityKey.isValidKind(value)
                        ? Optional.empty()
                        : Optional.of("expected " + EntityKey.KIND_FORM));
        Optional<String> after = query.cursor(id -> Optional.of(id).filter(EntityKey::isValidId));
        int limit = query.limit();
        query.refuseIfWrong();
        return PageAnswer.of(
                "entities",
                store.list(kind, after, limit),
                Entity::toJson,
                entity -> entity.key().externalId(),
                position -> position);
    }

    private static EntityKey key(Map<String, String> path) throws RefusedException {
        String kind = path.get("kind");
        String externalId = path.get("external_id");
        Violations violations = new Violations(INVALID_REQUEST, "The path names no entity");
        if (!EntityKey.isValidKind(kind)) {
            violations.add(JsonPath.beside("kind"), "expected " + EntityKey.KIND_FORM);
        }
        if (!EntityKey.isValidId(externalId)) {
            violations.add(JsonPath.beside("external_id"), "expected " + EntityKey.ID_FORM);
        }
        violations.refuseIfAny();
        return new EntityKey(kind, externalId);
    }
}
