package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.json.Json;
import com.ingestlayer.request.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code POST /v1/ingest}. Thread-safe. */
@ApplicationScoped
@Path("/v1/ingest")
class IngestResource {
    private final Authenticator authenticator;
    private final Ingestion ingestion;

    IngestResource(Authenticator authenticator, Ingestion ingestion) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
    }

    @POST
    public Response ingest(@Context APIGatewayV2HTTPEvent event) throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        ApiKey key = authenticator.require(request.header("authorization"), "ingest");
        try {
            return accepted(ingestion.ingest(key.sender(), request.jsonBody())).toResponse();
        } catch (RefusedException e) {
            throw e.of(key.sender());
        }
    }

    /** Returns the answer to senders of every kind. */
    static HttpAnswer accepted(List<Receipt> receipts) {
        ObjectNode data = Json.object();
        ArrayNode events = data.putArray("events");
        receipts.forEach(receipt -> events.add(json(receipt)));
        return HttpAnswer.data(202, data);
    }

    /** Returns the part of the answer for one event. */
    static ObjectNode json(Receipt receipt) {
        ObjectNode json = Json.object().put("id", receipt.id().value()).put("duplicate", receipt.duplicate());
        return receipt.payloadDiffers() ? json.put("payload_differs", true) : json;
    }
}
