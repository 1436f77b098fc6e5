package com.ingestlayer.agent;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.history.ArchivedEvent;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.pipeline.Dropped;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Passed;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.signature.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes agents' events, and waits for what their pipeline makes of them. An event that was accepted before is not processed
 * again: what is stored of it runs through the pipeline as that is now, without counting or writing anything. Thread-safe.
 */
public final class AgentCalls {
    private final Ingestion ingestion;
    private final EventHistory archive;
    private final Pipelines again;

    /** @param again the pipelines of the ingestion, with {@link com.ingestlayer.pipeline.step.StepServices#forReplay} around them */
    public AgentCalls(Ingestion ingestion, EventHistory archive, Pipelines again) {
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
        this.archive = requireNonNull(archive, "archive is null");
        this.again = requireNonNull(again, "again is null");
    }

    /**
     * {@link Ingestion#invoke} with the result. For a duplicate, the destinations are those that it was queued for the first
     * time, and the body is made anew.
     *
     * @throws RefusedException as there
     * @throws com.ingestlayer.UnavailableException as there; or when a duplicate could not be read
     */
    public InvocationResult call(ApiKey key, String pipeline, Headers headers, String body) throws RefusedException {
        Result result = new Result();
        Receipt receipt = ingestion.invoke(key, pipeline, headers, body, result);
        if (!receipt.duplicate()) {
            return new InvocationResult(receipt, result.destinations, result.notBefore, result.dropped, result.body);
        }
        Optional<ArchivedEvent> first = archive.find(receipt.id());
        first.ifPresent(stored -> again.run(List.of(stored.event()), result));
        List<String> destinations = first.stream()
                .flatMap(stored -> stored.deliveries().stream())
                .map(delivery -> delivery.key())
                .filter(delivery -> delivery.pipeline().equals(pipeline))
                .map(delivery -> delivery.destination())
                .toList();
        return new InvocationResult(receipt, destinations, Optional.empty(), result.dropped, result.body);
    }

    /** Of one event in one pipeline. */
    private static final class Result implements Pipelines.Listener {
        private List<String> destinations = List.of();
        private Optional<Instant> notBefore = Optional.empty();
        private Optional<String> dropped = Optional.empty();
        private Optional<String> body = Optional.empty();

        @Override
        public void dropped(Dropped drop) {
            dropped = Optional.of(drop.reason());
        }

        @Override
        public void passed(Passed passed) {
            destinations = passed.rendered().stream()
                    .map(rendered -> rendered.destination().name())
                    .toList();
            notBefore = passed.rendered().stream()
                    .map(OutgoingDelivery::notBefore)
                    .findFirst()
                    .flatMap(moment -> moment);
            body = Optional.of(passed.body().get());
        }
    }
}
