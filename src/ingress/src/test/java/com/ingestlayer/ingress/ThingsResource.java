package com.ingestlayer.ingress;

import com.ingestlayer.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Returns its path parameters, for {@link RoutingTest}. */
@Path("/v1/things/{first}/of/{rest:.+}")
class ThingsResource {
    @GET
    public Response echo(@PathParam("first") String first, @PathParam("rest") String rest) {
        return HttpAnswer.data(200, Json.object().put("first", first).put("rest", rest))
                .toResponse();
    }
}
