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
 * Takes the place of Quarkus' own handler of API Gateway's events, which makes a request of every part of them and fails where
 * one of those is no HTTP (infra/decisions/0016). Here, only the method and the path are routed; all else stays in the event,
 * which resources read. An invocation begins and ends here.
 */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public abstract class GatewayHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    /** What is left for telling the answer, so that a caller gets one of ours before Lambda ends the invocation. */
    private static final Duration SPARE = Duration.ofMillis(500);
    /** The time for an invocation from Quarkus' stand-in for Lambda, which sets no deadline. */
    private static final Duration WITHOUT_LAMBDA = Duration.ofSeconds(29);

    private static final Logger LOG = Logger.getLogger(GatewayHandler.class);

    /** A decorator must have it; this one never calls it. */
    @Inject
    @Any
    @Delegate
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> replaced;

    @Inject
    Telemetry telemetry;

    @Inject
    TimeLeft timeLeft;

    /** Never throws, whatever the event holds. */
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
