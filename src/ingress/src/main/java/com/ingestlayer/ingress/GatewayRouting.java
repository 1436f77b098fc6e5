package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.net.URISyntaxException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets Quarkus REST route an event by its path. The path does not go through Vert.x, which would normalize dots and
 * slashes.
 */
@Singleton
class GatewayRouting {
    private final APIGatewayV2HTTPEvent event;

    /** @param event a proxy for the event of the current request */
    GatewayRouting(APIGatewayV2HTTPEvent event) {
        this.event = requireNonNull(event, "event is null");
    }

    @ServerRequestFilter(preMatching = true)
    void routeByPath(ContainerRequestContext request) throws URISyntaxException {
        // This constructor escapes the percent signs once more, and they are kept so when the path is read.
        request.setRequestUri(new URI(null, null, GatewayPath.encode(event.getRawPath()), null));
    }
}
