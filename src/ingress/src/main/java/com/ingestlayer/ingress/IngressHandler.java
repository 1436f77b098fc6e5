package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.ingestlayer.aws.FunctionVariables;
import com.ingestlayer.aws.telemetry.FailedStart;
import com.ingestlayer.aws.telemetry.Invocation;
import com.ingestlayer.aws.telemetry.Telemetry;
import com.ingestlayer.config.InvalidConfigurationException;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;

/**
 * The function's entry: reads API Gateway's event, calls the router once, writes its answer, and tells the metrics. Quarkus
 * makes one.
 */
@Startup // so that a wrong configuration is told when the function starts, not when the first request comes
@Singleton
public final class IngressHandler implements RequestStreamHandler {
    private final Router router;
    private final Telemetry telemetry;
    private final TimeLeft timeLeft = new TimeLeft();

    /** As the environment says. Where that makes no sense, the process ends. */
    public IngressHandler() {
        FunctionVariables variables = new FunctionVariables(System::getenv);
        telemetry = Telemetry.start(System.out, variables, Clock.systemUTC());
        try {
            router = IngressWiring.router(IngressSettings.of(variables), telemetry, timeLeft, variables);
        } catch (InvalidConfigurationException | RuntimeException e) {
            throw new FailedStart(telemetry, variables).end(e);
        }
    }

    IngressHandler(Router router, Telemetry telemetry) {
        this.router = requireNonNull(router, "router is null");
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        timeLeft.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
        HttpRequest request = HttpRequest.read(event);
        telemetry.begin(Invocation.current(context.getAwsRequestId(), request.header("x-amzn-trace-id")));
        try {
            response.write(router.answer(request).toLambdaResponse().getBytes(UTF_8));
        } finally {
            telemetry.end();
        }
    }
}
