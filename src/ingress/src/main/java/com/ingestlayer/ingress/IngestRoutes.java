package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.Authenticator;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.ingest.RefusedException;
import com.ingestlayer.json.Json;
import java.util.List;

/** {@code POST /v1/ingest}. Thread-safe. */
final class IngestRoutes {
    private final Authenticator authenticator;
    private final Ingestion ingestion;

    IngestRoutes(Authenticator authenticator, Ingestion ingestion) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
    }

    List<Route> routes() {
        return List.of(new Route("POST", "/v1/ingest", (request, path) -> ingest(request)));
    }

    private HttpAnswer ingest(HttpRequest request) throws RefusedException {
        ApiKey key = authenticator.require(request.header("authorization"), "ingest");
        try {
            return accepted(ingestion.ingest(key.sender(), request.jsonBody()));
        } catch (RefusedException e) {
            throw e.of(key.sender());
        }
    }

    /** What senders of every kind are answered. */
    static HttpAnswer accepted(List<Receipt> receipts) {
        ObjectNode data = Json.object();
        ArrayNode events = data.putArray("events");
        receipts.forEach(receipt -> events.add(json(receipt)));
        return HttpAnswer.data(202, data);
    }

    /** What a sender is told of one event. */
    static ObjectNode json(Receipt receipt) {
        ObjectNode json = Json.object().put("id", receipt.id().value()).put("duplicate", receipt.duplicate());
        return receipt.payloadDiffers() ? json.put("payload_differs", true) : json;
    }
}
