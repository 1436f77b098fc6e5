package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.net.URISyntaxException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets Quarkus REST route an event by its path, which Vert.x, where dots and slashes would be lost, never sees. */
@Singleton
class GatewayRouting {
    private final APIGatewayV2HTTPEvent event;

    /** @param event stands for the one of the request under way */
    GatewayRouting(APIGatewayV2HTTPEvent event) {
        this.event = requireNonNull(event, "event is null");
    }

    @ServerRequestFilter(preMatching = true)
    void routeByPath(ContainerRequestContext request) throws URISyntaxException {
        // This constructor quotes the percent signs, which are then left as they are when the path is asked for.
        request.setRequestUri(new URI(null, null, GatewayPath.encode(event.getRawPath()), null));
    }
}
