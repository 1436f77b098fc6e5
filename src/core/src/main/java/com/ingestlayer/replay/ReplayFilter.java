package com.ingestlayer.replay;

import static com.ingestlayer.delivery.DeliveryStatus.DEAD;
import static com.ingestlayer.delivery.DeliveryStatus.DELIVERED;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;
import java.util.Optional;

/**
 * Selects the deliveries that a replay sends once more.
 *
 * @param pipeline only deliveries by this pipeline; empty for any
 * @param destination only deliveries to the destination of this name; empty for any
 * @param status only delivered or only dead ones; empty for both. Pending and retrying deliveries are never selected,
 *     because they are already under way
 * @param to the {@code pipeline/destination} that the events are sent to instead; the other components then have no
 *     effect. Empty to send the events where they were sent before
 */
public record ReplayFilter(
        Optional<String> pipeline, Optional<String> destination, Optional<DeliveryStatus> status, Optional<String> to) {
    public ReplayFilter {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(destination, "destination is null");
        requireNonNull(status, "status is null");
        requireNonNull(to, "to is null");
    }

    boolean accepts(DeliveryRecord record) {
        return pipeline.map(record.key().pipeline()::equals).orElse(true)
                && destination.map(record.key().destination()::equals).orElse(true)
                && status.map(record.status()::equals).orElse(record.status() == DELIVERED || record.status() == DEAD);
    }
}
