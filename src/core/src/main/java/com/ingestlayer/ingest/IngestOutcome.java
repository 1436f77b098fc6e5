package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.pipeline.Dropped;
import java.util.List;

/**
 * What became of an event that its sender was promised. Nothing of its payload is here.
 *
 * @param duplicate whether it had been accepted before; nothing else happened then
 * @param payloadDiffers whether it is a duplicate that came with another payload, which was dropped
 * @param deliveries how many were queued for it
 * @param dropped by which pipelines it was taken and then dropped
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

    /** An event that had not been accepted before. */
    public static IngestOutcome fresh(EventId id, String type, String source, int deliveries, List<Dropped> dropped) {
        return new IngestOutcome(id, type, source, false, false, deliveries, dropped);
    }

    static IngestOutcome duplicate(Receipt receipt, String type, String source) {
        return new IngestOutcome(receipt.id(), type, source, true, receipt.payloadDiffers(), 0, List.of());
    }
}
