package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.pipeline.Pipelines;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs stored events through the current pipelines, including their filters. Thread-safe. */
public final class Rerun {
    private final Pipelines pipelines;
    private final Clock clock;

    public Rerun(Pipelines pipelines, Clock clock) {
        this.pipelines = requireNonNull(pipelines, "pipelines is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Returns the messages of these deliveries, as messages of a first run. Other pipelines of an event are not run.
     *
     * @param events the events of the deliveries, each one once
     * @return the messages, without deliveries that would not be sent now because the pipeline is gone or paused, or
     *     drops the event
     * @throws com.ingestlayer.UnavailableException if entities could not be read
     */
    public Map<DeliveryKey, DeliveryMessage> messages(Collection<Event> events, Collection<DeliveryKey> deliveries) {
        Map<String, Set<EventId>> byPipeline = new HashMap<>();
        deliveries.forEach(key -> byPipeline
                .computeIfAbsent(key.pipeline(), name -> new HashSet<>())
                .add(key.eventId()));
        Set<DeliveryKey> wanted = new HashSet<>(deliveries);
        Map<DeliveryKey, DeliveryMessage> messages = new HashMap<>();
        byPipeline.forEach((pipeline, ids) -> {
            List<Event> chosen =
                    events.stream().filter(event -> ids.contains(event.id())).toList();
            pipelines.only(Set.of(pipeline)).run(chosen).stream()
                    .map(rendered -> rendered.message(clock.instant()))
                    .filter(message -> wanted.contains(message.key()))
                    .forEach(message -> messages.put(message.key(), message));
        });
        return messages;
    }
}
