package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.ingestlayer.aws.FunctionVariables;
import com.ingestlayer.aws.telemetry.Invocation;
import com.ingestlayer.aws.telemetry.Telemetry;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.delivery.Deliverer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;

/**
 * The function's entry: reads the batch, calls the deliverer once, writes which messages stay, and tells the metrics. Lambda's
 * Java runtime makes one by itself; a native program has Quarkus for that.
 */
@Startup // so that a wrong configuration is told when the function starts, not when the first message comes
@Singleton
public final class DeliveryHandler implements RequestStreamHandler {
    private final Deliverer deliverer;
    private final Telemetry telemetry;

    /**
     * As the environment says.
     *
     * @throws InvalidConfigurationException with every mistake in the configuration's files
     * @throws IllegalStateException when a variable is missing or makes no sense
     */
    public DeliveryHandler() throws InvalidConfigurationException {
        FunctionVariables variables = new FunctionVariables(System::getenv);
        telemetry = Telemetry.start(System.out, variables, Clock.systemUTC());
        try {
            deliverer = DeliveryWiring.deliverer(DeliverySettings.of(variables), telemetry, variables);
        } catch (InvalidConfigurationException | RuntimeException e) {
            telemetry.failedStart(e);
            throw e;
        }
    }

    DeliveryHandler(Deliverer deliverer, Telemetry telemetry) {
        this.deliverer = requireNonNull(deliverer, "deliverer is null");
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        telemetry.begin(Invocation.current(context.getAwsRequestId(), Optional.empty()));
        try {
            response.write(
                    SqsBatch.response(deliverer.deliver(SqsBatch.read(event))).getBytes(UTF_8));
        } finally {
            telemetry.end();
        }
    }
}
