package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.WriteResult;
import com.ingestlayer.entity.WriteResult.Result;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v1/entities}: writes, reads and lists entities. An id that does not survive in a path, because API Gateway
 * decodes paths and cuts them off at a question mark, is passed in the query instead. Thread-safe.
 */
@ApplicationScoped
@Path("/v1/entities")
class EntityResource {
    private static final String SCOPE = "entities";
    /**
     * Matches one segment of the path. It must not contain an encoded slash: slashes at the end of a path and after
     * another slash arrive encoded.
     */
    private static final String KIND = "{kind:(?:(?!%2F)[^/])+}";
    /** Matches the rest of the path, slashes included, because callers choose their own ids. */
    private static final String ONE = KIND + "/{external_id:.+}";

    private final Authenticator authenticator;
    private final EntityStore store;

    EntityResource(Authenticator authenticator, EntityStore store) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.store = requireNonNull(store, "store is null");
    }

    @POST
    public Response post(@Context APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = authenticated(event);
        JsonNode body = EntityRequest.parse(request);
        Precondition precondition = IfMatch.of(request);
        if (EntityBulk.isMeantBy(body)) {
            if (!precondition.equals(Precondition.NONE)) {
                throw IfMatch.refusal("not taken with many entities");
            }
            EntityBulk bulk = EntityBulk.read(body);
            return EntityAnswer.of(bulk, store.writeAll(bulk.traits())).toResponse();
        }
        EntityRequest.Upsert upsert = EntityRequest.one(body);
        WriteResult written = store.write(upsert.key(), upsert.traits(), precondition);
        // A write without If-Match creates a missing entity, so this caller sent If-Match and has seen an entity that
        // no longer exists.
        return EntityAnswer.of(written.result() == Result.ABSENT ? WriteResult.nothing(Result.CONFLICT) : written)
                .toResponse();
    }

    @GET
    public Response list(@Context APIGatewayV2HTTPEvent event) throws RefusedException {
        QueryParameters query = new QueryParameters(authenticated(event), List.of("kind", "cursor", "limit"));
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
                        position -> position)
                .toResponse();
    }

    @GET
    @Path(ONE)
    public Response get(
            @PathParam("kind") String kind,
            @PathParam("external_id") String externalId,
            @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        authenticated(event);
        return get(key(kind, externalId));
    }

    @GET
    @Path(KIND)
    public Response getByQuery(@PathParam("kind") String kind, @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        return get(key(kind, authenticated(event)));
    }

    private Response get(EntityKey key) throws RefusedException {
        return EntityAnswer.of(200, store.find(key).orElseThrow(EntityAnswer::absent))
                .toResponse();
    }

    @PATCH
    @Path(ONE)
    public Response patch(
            @PathParam("kind") String kind,
            @PathParam("external_id") String externalId,
            @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = authenticated(event);
        return patch(key(kind, externalId), request);
    }

    @PATCH
    @Path(KIND)
    public Response patchByQuery(@PathParam("kind") String kind, @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = authenticated(event);
        return patch(key(kind, request), request);
    }

    private Response patch(EntityKey key, HttpRequest request) throws RefusedException {
        ObjectNode traits = EntityRequest.patch(EntityRequest.parse(request));
        Precondition precondition = IfMatch.of(request);
        return EntityAnswer.of(store.write(key, traits, precondition.exists() ? precondition : Precondition.EXISTS))
                .toResponse();
    }

    @DELETE
    @Path(ONE)
    public Response delete(
            @PathParam("kind") String kind,
            @PathParam("external_id") String externalId,
            @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = authenticated(event);
        return delete(key(kind, externalId), request);
    }

    @DELETE
    @Path(KIND)
    public Response deleteByQuery(@PathParam("kind") String kind, @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = authenticated(event);
        return delete(key(kind, request), request);
    }

    private Response delete(EntityKey key, HttpRequest request) throws RefusedException {
        return switch (store.delete(key, IfMatch.of(request))) {
            case DELETED -> HttpAnswer.noContent().toResponse();
            case ABSENT -> throw EntityAnswer.absent();
            case CONFLICT -> throw EntityAnswer.conflict();
        };
    }

    private HttpRequest authenticated(APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        authenticator.require(request.header("authorization"), SCOPE);
        return request;
    }

    /** Returns the entity that the path names. */
    private static EntityKey key(String kind, String externalId) throws RefusedException {
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

    /** Returns the entity whose kind is in the path and whose id is in the query. */
    private static EntityKey key(String kind, HttpRequest request) throws RefusedException {
        QueryParameters query = new QueryParameters(request, List.of("external_id"));
        String externalId = query.required(
                "external_id",
                value -> EntityKey.isValidId(value) ? Optional.empty() : Optional.of("expected " + EntityKey.ID_FORM));
        if (!EntityKey.isValidKind(kind)) {
            query.wrong("kind", "expected " + EntityKey.KIND_FORM);
        }
        query.refuseIfWrong();
        return new EntityKey(kind, externalId);
    }
}
