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
 * Accepts the events of agents and returns what their pipeline makes of them. A duplicate is not processed again: the
 * stored event runs through the current pipeline, without counting or writing anything. Thread-safe.
 */
public final class AgentCalls {
    private final Ingestion ingestion;
    private final EventHistory history;
    private final Pipelines again;

    /**
     * @param again the pipelines of the ingestion, with {@link com.ingestlayer.pipeline.step.StepServices#forReplay} as
     *     their services
     */
    public AgentCalls(Ingestion ingestion, EventHistory history, Pipelines again) {
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
        this.history = requireNonNull(history, "history is null");
        this.again = requireNonNull(again, "again is null");
    }

    /**
     * Calls {@link Ingestion#invoke} and returns the result. For a duplicate, the destinations are those it was queued
     * for the first time, and the body is rendered again.
     *
     * @throws RefusedException as {@link Ingestion#invoke} does
     * @throws com.ingestlayer.UnavailableException as {@link Ingestion#invoke} does, and if the first event of a
     *     duplicate could not be read
     */
    public InvocationResult call(ApiKey key, String pipeline, Headers headers, String body) throws RefusedException {
        Result result = new Result();
        Receipt receipt = ingestion.invoke(key, pipeline, headers, body, result);
        if (!receipt.duplicate()) {
            return new InvocationResult(receipt, result.destinations, result.notBefore, result.dropped, result.body);
        }
        Optional<ArchivedEvent> first = history.find(receipt.id());
        first.ifPresent(stored -> again.run(List.of(stored.event()), result));
        List<String> destinations = first.stream()
                .flatMap(stored -> stored.deliveries().stream())
                .map(delivery -> delivery.key())
                .filter(delivery -> delivery.pipeline().equals(pipeline))
                .map(delivery -> delivery.destination())
                .toList();
        return new InvocationResult(receipt, destinations, Optional.empty(), result.dropped, result.body);
    }

    /** Records the result of one event in one pipeline. */
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
