package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;
import static com.ingestlayer.request.RefusedException.Reason.NOT_FOUND;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.replay.EventReplay;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import com.ingestlayer.yaml.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /v1/events/{id}/replay}: sends an event's deliveries again. Thread-safe. */
@ApplicationScoped
@Path("/v1/events")
class ReplayResource {
    private static final String SCOPE = "admin";
    private static final List<String> FIELDS = List.of("pipeline", "destination");

    private final Authenticator authenticator;
    private final EventReplay replay;

    ReplayResource(Authenticator authenticator, EventReplay replay) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.replay = requireNonNull(replay, "replay is null");
    }

    @POST
    @Path("{id}/replay")
    public Response replay(@PathParam("id") String id, @Context APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        authenticator.require(request.header("authorization"), SCOPE);
        JsonNode body = body(request);
        if (!EventId.isValid(id)) {
            throw new RefusedException(NOT_FOUND, "There is no such event.", List.of());
        }
        List<DeliveryMessage> replays = replay.replay(
                new EventId(id),
                Optional.ofNullable(body.path("pipeline").textValue()),
                Optional.ofNullable(body.path("destination").textValue()));
        ObjectNode data = Json.object();
        ArrayNode deliveries = data.putArray("deliveries");
        replays.forEach(message -> deliveries
                .addObject()
                .put("delivery_id", message.deliveryId())
                .put("pipeline", message.key().pipeline())
                .put("destination", message.key().destination())
                .put("replay", message.replay()));
        return HttpAnswer.data(202, data).toResponse();
    }

    /** Reads the body: an object whose fields are all known and strings. */
    private static JsonNode body(HttpRequest request) throws RefusedException {
        if (request.rawBody().isEmpty()) {
            return Json.object();
        }
        JsonNode body = EntityRequest.parse(request);
        Violations violations = new Violations(INVALID_REQUEST, "Nothing was replayed");
        if (!body.isObject()) {
            violations.add(JsonPath.ROOT, "expected an object");
        }
        body.properties().forEach(field -> {
            String name = field.getKey();
            if (!FIELDS.contains(name)) {
                violations.add(JsonPath.ROOT.child(name), "unknown field" + Names.instead(name, FIELDS));
            } else if (!field.getValue().isTextual()) {
                violations.add(JsonPath.ROOT.child(name), "expected a string");
            }
        });
        violations.refuseIfAny();
        return body;
    }
}
