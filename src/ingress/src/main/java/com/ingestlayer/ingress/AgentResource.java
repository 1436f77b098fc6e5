package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.Utf8;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.agent.AgentCalls;
import com.ingestlayer.agent.InvocationResult;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code POST /v1/agent/invoke/{pipeline}}. Thread-safe. */
@ApplicationScoped
@Path("/v1/agent/invoke")
class AgentResource {
    /**
     * The largest delivery body to return. A function's response is limited to 6 MB, and quotes and backslashes are
     * escaped once more in it.
     */
    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private final Authenticator authenticator;
    private final Ingestion ingestion;
    private final AgentCalls calls;

    AgentResource(Authenticator authenticator, Ingestion ingestion, AgentCalls calls) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
        this.calls = requireNonNull(calls, "calls is null");
    }

    @POST
    @Path("{pipeline:.+}")
    public Response invoke(@PathParam("pipeline") String pipeline, @Context APIGatewayV2HTTPEvent event)
            throws RefusedException {
        HttpRequest request = new HttpRequest(event);
        ApiKey key = authenticator.requireAgent(request.header("authorization"), pipeline);
        try {
            QueryParameters parameters = new QueryParameters(request, List.of("wait"));
            boolean wait = parameters.flag("wait");
            parameters.refuseIfWrong();
            String body = request.jsonBody();
            ObjectNode data = wait
                    ? json(calls.call(key, pipeline, request::header, body))
                    : IngestResource.json(
                            ingestion.invoke(key, pipeline, request::header, body, Pipelines.Listener.NONE));
            return HttpAnswer.data(202, data).toResponse();
        } catch (RefusedException e) {
            throw e.of(key.sender());
        }
    }

    private static ObjectNode json(InvocationResult processed) {
        ObjectNode json = IngestResource.json(processed.receipt());
        ArrayNode destinations = json.putArray("destinations");
        processed.destinations().forEach(destinations::add);
        processed.notBefore().ifPresent(moment -> json.put("not_before", Times.format(moment)));
        processed.dropped().ifPresent(reason -> json.put("dropped", reason));
        processed
                .body()
                .filter(body -> Utf8.length(body) <= MAX_BODY_BYTES)
                .ifPresent(body -> json.set("body", Json.read(body)));
        return json;
    }
}
