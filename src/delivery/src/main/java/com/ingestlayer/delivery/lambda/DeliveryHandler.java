package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.telemetry.Invocation;
import com.ingestlayer.telemetry.Telemetry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The entry point of the function. It reads a batch, calls the deliverer once, returns which messages stay in the
 * queue, and writes the metrics.
 */
@Singleton
public final class DeliveryHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Deliverer deliverer;
    private final Telemetry telemetry;

    @Inject
    DeliveryHandler(Deliverer deliverer, Telemetry telemetry) {
        this.deliverer = requireNonNull(deliverer, "deliverer is null");
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        telemetry.begin(Invocation.current(context.getAwsRequestId(), Optional.empty()));
        try {
            return SqsBatch.response(deliverer.deliver(SqsBatch.read(event)));
        } finally {
            telemetry.end();
        }
    }
}
