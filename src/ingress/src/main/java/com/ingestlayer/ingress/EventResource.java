package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.NOT_FOUND;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.EventType;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.json.Json;
import com.ingestlayer.request.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /v1/events}: returns accepted events with their deliveries. Thread-safe. */
@ApplicationScoped
@Path("/v1/events")
class EventResource {
    private static final String SCOPE = "read";

    private final Authenticator authenticator;
    private final EventHistory archive;

    EventResource(Authenticator authenticator, EventHistory archive) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.archive = requireNonNull(archive, "archive is null");
    }

    @GET
    @Path("{id:.+}")
    public Response get(@PathParam("id") String id, @Context APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        authenticator.require(request.header("authorization"), SCOPE);
        return Optional.of(id)
                .filter(EventId::isValid)
                .flatMap(valid -> archive.find(new EventId(valid)))
                .map(archived ->
                        HttpAnswer.data(200, fitting(EventJson.of(archived))).toResponse())
                .orElseThrow(() -> new RefusedException(NOT_FOUND, "There is no such event.", List.of()));
    }

    /**
     * Returns the event, shortened if it has so many attempts that the answer would exceed Lambda's limit: first
     * without the receivers' answers, then with only the last attempt of each delivery.
     */
    private static ObjectNode fitting(ObjectNode event) {
        if (isTooLarge(event)) {
            event.path("deliveries").forEach(delivery -> delivery.path("attempts")
                    .forEach(attempt -> ((ObjectNode) attempt).remove("body")));
        }
        if (isTooLarge(event)) {
            event.path("deliveries").forEach(delivery -> {
                ArrayNode attempts = (ArrayNode) delivery.path("attempts");
                while (attempts.size() > 1) {
                    attempts.remove(0);
                }
            });
        }
        return event;
    }

    private static boolean isTooLarge(ObjectNode answer) {
        return Json.bytes(answer).length > PageAnswer.MAX_BYTES;
    }

    @GET
    public Response list(@Context APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        authenticator.require(request.header("authorization"), SCOPE);
        QueryParameters parameters = new QueryParameters(request, List.of("type", "since", "until", "cursor", "limit"));
        String type = parameters.required("type", EventType::whatIsWrongWith);
        Optional<Instant> since = parameters.time("since");
        Optional<Instant> until = parameters.time("until");
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            parameters.wrong("until", "expected a time after since");
        }
        Optional<EventPosition> after = parameters.cursor(EventResource::position);
        int limit = parameters.limit();
        parameters.refuseIfWrong();
        return PageAnswer.of(
                        "events",
                        archive.list(new EventQuery(type, since, until), after, limit),
                        accepted -> EventJson.of(accepted.event(), accepted.acceptedAt()),
                        accepted -> EventPosition.of(accepted.event()),
                        position -> Times.format(position.receivedAt()) + " " + position.id())
                .toResponse();
    }

    private static Optional<EventPosition> position(String text) {
        String[] parts = text.split(" ", -1);
        return parts.length == 2 && EventId.isValid(parts[1])
                ? Times.parse(parts[0])
                        .filter(Times::isInRange)
                        .filter(receivedAt -> Times.format(receivedAt).equals(parts[0]))
                        .map(receivedAt -> new EventPosition(receivedAt, new EventId(parts[1])))
                : Optional.empty();
    }
}
