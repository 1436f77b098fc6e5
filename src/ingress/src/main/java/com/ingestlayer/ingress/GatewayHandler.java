package com.ingestlayer.ingress;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.ingestlayer.telemetry.Invocation;
import com.ingestlayer.telemetry.Telemetry;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Replaces Quarkus' own handler of API Gateway events, which builds an HTTP request from every part of an event and
 * fails when one of them is not valid HTTP (infra/decisions/0016). Here, only the method and the path are routed;
 * everything else stays in the event, which resources read. An invocation begins and ends here.
 */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public abstract class GatewayHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    /**
     * The time reserved for writing the answer, so that a caller gets one of our answers before Lambda ends the
     * invocation.
     */
    private static final Duration SPARE = Duration.ofMillis(500);
    /** The time for an invocation by Quarkus' stand-in for Lambda, which sets no deadline. */
    private static final Duration WITHOUT_LAMBDA = Duration.ofSeconds(29);

    private static final Logger LOG = Logger.getLogger(GatewayHandler.class);

    /** A decorator must have a delegate. This one never calls it. */
    @Inject
    @Any
    @Delegate
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> replaced;

    @Inject
    Telemetry telemetry;

    @Inject
    TimeLeft timeLeft;

    /** Handles an event. Never throws, whatever the event contains. */
    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent given, Context context) {
        APIGatewayV2HTTPEvent event = GatewayStandIn.sent(given) ? GatewayStandIn.asOfGateway(given) : given;
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        if (left.compareTo(SPARE) <= 0) {
            left = WITHOUT_LAMBDA;
        }
        timeLeft.begin(left);
        Optional<String> trace = new HttpRequest(event).header("x-amzn-trace-id");
        telemetry.begin(Invocation.current(context.getAwsRequestId(), trace));
        try {
            return answer(event, left.minus(SPARE));
        } finally {
            telemetry.end();
        }
    }

    private static APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Duration wait) {
        try {
            APIGatewayV2HTTPResponse answer = VirtualHttp.send(event, wait);
            if (VirtualHttp.isFromResource(answer)) {
                return answer;
            }
            LOG.errorf("answered 500: no resource gave the answer of status %d", answer.getStatusCode());
        } catch (TimeoutException e) {
            LOG.warnf("answered 503: there was no answer after %d ms", wait.toMillis());
            return ErrorAnswers.unavailable().toLambdaResponse();
        } catch (ExecutionException | RuntimeException e) {
            LOG.errorf(e, "answered 500 to an event that could not be routed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.errorf(e, "answered 500: the wait for the answer was interrupted");
        }
        return ErrorAnswers.internalError().toLambdaResponse();
    }
}
