package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.source.WebhookSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code POST /whk/{token}}. The token is a secret, and appears neither in the log nor in an answer. Thread-safe. */
@ApplicationScoped
@Path("/whk")
class WebhookResource {
    private final WebhookGate gate;
    private final Ingestion ingestion;

    WebhookResource(WebhookGate gate, Ingestion ingestion) {
        this.gate = requireNonNull(gate, "gate is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
    }

    /** Accepts a webhook. An unknown token is answered like a path that does not exist. */
    @POST
    @Path("{token:.+}")
    public Response take(@PathParam("token") String token, @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        WebhookSource source = gate.find(token).orElseThrow(ErrorAnswers::nothingHere);
        try {
            byte[] body = request.bodyBytes();
            gate.check(source, request::header, body);
            return IngestResource.accepted(ingestion.ingest(source, request::header, body))
                    .toResponse();
        } catch (RefusedException e) {
            throw e.of(source.sender());
        }
    }
}
