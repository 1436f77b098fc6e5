package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.pipeline.Dropped;
import java.util.List;

/**
 * The outcome of one event whose acceptance is confirmed to its sender. It holds nothing of the payload.
 *
 * @param duplicate whether the event had been accepted before; if so, nothing else happened
 * @param payloadDiffers whether it is a duplicate with a different payload, which was discarded
 * @param deliveries the number of deliveries that were queued for it
 * @param dropped the pipelines that took the event and then dropped it
 */
public record IngestOutcome(
        EventId id,
        String type,
        String source,
        boolean duplicate,
        boolean payloadDiffers,
        int deliveries,
        List<Dropped> dropped) {
    public IngestOutcome {
        requireNonNull(id, "id is null");
        requireNonNull(type, "type is null");
        requireNonNull(source, "source is null");
        dropped = List.copyOf(dropped);
    }

    /** Returns the outcome of an event that had not been accepted before. */
    public static IngestOutcome fresh(EventId id, String type, String source, int deliveries, List<Dropped> dropped) {
        return new IngestOutcome(id, type, source, false, false, deliveries, dropped);
    }

    static IngestOutcome duplicate(Receipt receipt, String type, String source) {
        return new IngestOutcome(receipt.id(), type, source, true, receipt.payloadDiffers(), 0, List.of());
    }
}
