package com.ingestlayer.agent;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ingest.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline made of an agent's event.
 *
 * @param destinations the destinations it was queued for; empty if it was dropped, or if the condition of no
 *     destination holds
 * @param notBefore when its deliveries start, if the pipeline delayed them
 * @param dropped why the pipeline dropped it, in one word
 * @param body the event as the pipeline rendered it, as JSON; empty if it was dropped
 */
public record InvocationResult(
        Receipt receipt,
        List<String> destinations,
        Optional<Instant> notBefore,
        Optional<String> dropped,
        Optional<String> body) {
    public InvocationResult {
        requireNonNull(receipt, "receipt is null");
        destinations = List.copyOf(destinations);
        requireNonNull(notBefore, "notBefore is null");
        requireNonNull(dropped, "dropped is null");
        requireNonNull(body, "body is null");
    }
}
