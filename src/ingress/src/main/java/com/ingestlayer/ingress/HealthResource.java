package com.ingestlayer.ingress;

import com.ingestlayer.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** {@code GET /healthz}: answers that the function runs. It reads no table, so that a probe costs nothing. */
@ApplicationScoped
@Path("/healthz")
class HealthResource {
    @GET
    public Response health() {
        return HttpAnswer.data(200, Json.object().put("status", "ok")).toResponse();
    }
}
