package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.request.RefusedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;

/**
 * Exercises the code once before Lambda takes its snapshot, so that the snapshot includes what a first request loads:
 * TLS and the certificates, a call to DynamoDB, and the path through HTTP to a resource (AWS Compute Blog,
 * "Optimizing cold start performance of AWS Lambda using advanced priming strategies"). It sends a key that nobody
 * has and requests the function's health, so the only effect is a read of the Keys table. Never throws, because what
 * does not answer now may answer later.
 */
@Singleton
class Priming implements Resource {
    private static final String NOBODYS_KEY = "Bearer il_live_nobody";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Priming.class);

    private final Authenticator authenticator;

    Priming(Authenticator authenticator) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
    }

    /**
     * Runs while the function starts. Once it has started, and HTTP is available, Lambda calls {@link
     * #beforeCheckpoint}.
     */
    void beforeSnapshot() {
        Core.getGlobalContext().register(this);
        try {
            authenticator.require(Optional.of(NOBODYS_KEY), "ingest");
        } catch (RefusedException e) {
            LOG.debug("the Keys table was asked for nobody's key");
        } catch (ServiceRefusalException e) {
            // The role's permissions may be so new that they have not reached all of AWS. The deployment goes on.
            LOG.errorf(e, "the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        } catch (UnavailableException e) {
            LOG.warnf("the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        APIGatewayV2HTTPEvent health = APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRawPath("/healthz")
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("GET")
                                .build())
                        .build())
                .build();
        try {
            VirtualHttp.send(health, PATIENCE);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warnf(e, "the snapshot is made without a request");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Broken connections are replaced when they are used.
    }
}
