package com.ingestlayer.ingress;

import com.ingestlayer.json.Json;
import java.util.List;

/** {@code GET /healthz}: says that the function runs. It asks no table, so that a probe costs nothing. */
final class HealthRoutes {
    private HealthRoutes() {}

    static List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/healthz",
                (request, path) -> HttpAnswer.data(200, Json.object().put("status", "ok"))));
    }
}
