package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.RefusedException;
import com.ingestlayer.ingest.WebhookGate;
import com.ingestlayer.ingest.WebhookSource;
import java.util.List;

/** {@code POST /whk/{token}}. The token is a secret: it is neither logged nor answered. Thread-safe. */
final class WebhookRoutes {
    private final WebhookGate gate;
    private final Ingestion ingestion;

    WebhookRoutes(WebhookGate gate, Ingestion ingestion) {
        this.gate = requireNonNull(gate, "gate is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
    }

    List<Route> routes() {
        return List.of(new Route("POST", "/whk/{token}", (request, path) -> take(request, path.get("token"))));
    }

    /** A token that is not in use is answered as a path that is not there. */
    private HttpAnswer take(HttpRequest request, String token) throws RefusedException {
        WebhookSource source = gate.find(token).orElseThrow(Router::nothingHere);
        try {
            byte[] body = request.bodyBytes();
            gate.check(source, request::header, body);
            return IngestRoutes.accepted(ingestion.ingest(source, request::header, body));
        } catch (RefusedException e) {
            throw e.of(source.sender());
        }
    }
}
