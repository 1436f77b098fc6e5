package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.event.EventId;
import com.ingestlayer.history.ArchivedEvent;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Replays the deliveries of one event. Thread-safe. */
public final class EventReplay {
    private final EventHistory history;
    private final Rerun rerun;
    private final DeliveryQueue queue;

    public EventReplay(EventHistory history, Rerun rerun, DeliveryQueue queue) {
        this.history = requireNonNull(history, "history is null");
        this.rerun = requireNonNull(rerun, "rerun is null");
        this.queue = requireNonNull(queue, "queue is null");
    }

    /**
     * Queues another run of an event's deliveries, all of them or none. A repeated call gets the same number until an
     * attempt of that run is recorded, so both calls together lead to one delivery.
     *
     * @param pipeline the pipeline to replay; empty for every pipeline that delivered the event
     * @param destination the destination to replay; empty for every destination the event was delivered to
     * @return the queued messages
     * @throws RefusedException if there is no such event or delivery, or if the pipelines would not send the event now
     * @throws com.ingestlayer.UnavailableException if a table or the queue did not answer; some messages may have been
     *     queued
     */
    public List<DeliveryMessage> replay(EventId id, Optional<String> pipeline, Optional<String> destination)
            throws RefusedException {
        ArchivedEvent event = history.find(id).orElseThrow(() -> notFound("There is no such event."));
        List<DeliveryRecord> chosen = event.deliveries().stream()
                .filter(record -> pipeline.map(record.key().pipeline()::equals).orElse(true)
                        && destination.map(record.key().destination()::equals).orElse(true))
                .toList();
        if (chosen.isEmpty()) {
            throw notFound("The event has no such delivery.");
        }
        Map<DeliveryKey, DeliveryMessage> messages = rerun.messages(
                List.of(event.event()), chosen.stream().map(DeliveryRecord::key).toList());
        String unsendable = chosen.stream()
                .map(DeliveryRecord::key)
                .filter(key -> !messages.containsKey(key))
                .map(key -> key.pipeline() + "/" + key.destination())
                .collect(Collectors.joining(", "));
        if (!unsendable.isEmpty()) {
            throw new RefusedException(
                    Reason.CONFLICT,
                    "Nothing was replayed. The pipelines as they are now do not send this event to " + unsendable + ".",
                    List.of());
        }
        List<DeliveryMessage> replays = chosen.stream()
                .map(record -> messages.get(record.key()).asReplay(record.nextReplay()))
                .toList();
        queue.send(replays);
        return replays;
    }

    private static RefusedException notFound(String message) {
        return new RefusedException(Reason.NOT_FOUND, message, List.of());
    }
}
