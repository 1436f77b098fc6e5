package com.ingestlayer.ingest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.RateLimiter;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.event.PayloadHash;
import com.ingestlayer.pipeline.Dropped;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Passed;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.request.IncomingEvent;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import com.ingestlayer.request.Sender;
import com.ingestlayer.signature.Headers;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.source.WebhookReader;
import com.ingestlayer.source.WebhookSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts events. The order of the writes is the guarantee: first every delivery is queued, then the event store gets
 * its rows, then the sender is answered. A process that dies before the rows are written has promised nothing; the
 * sender's retry with the same idempotency key produces the same ids again. Thread-safe.
 */
public final class Ingestion {
    private final Declarations declarations;
    private final Pipelines pipelines;
    private final Ids ids;
    private final EventStore store;
    private final DeliveryQueue queue;
    private final RateLimiter limiter;
    private final IngestListener ingestListener;
    private final Clock clock;

    public Ingestion(
            Declarations declarations,
            Pipelines pipelines,
            Ids ids,
            EventStore store,
            DeliveryQueue queue,
            RateLimiter limiter,
            IngestListener ingestListener,
            Clock clock) {
        this.declarations = requireNonNull(declarations, "declarations is null");
        this.pipelines = requireNonNull(pipelines, "pipelines is null");
        this.ids = requireNonNull(ids, "ids is null");
        this.store = requireNonNull(store, "store is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.limiter = requireNonNull(limiter, "limiter is null");
        this.ingestListener = requireNonNull(ingestListener, "ingestListener is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Accepts the events of a request, as a whole or not at all.
     *
     * @param body the decoded body of the request
     * @return one receipt for each event, in the order sent
     * @throws RefusedException if the request is wrong or its sender exceeds its rate limit; nothing was written
     * @throws com.ingestlayer.UnavailableException if a table or the queue did not answer; nothing is promised, and
     *     deliveries may have been queued under ids that a retry produces again
     */
    public List<Receipt> ingest(Sender sender, String body) throws RefusedException {
        return take(sender, IngestRequest.read(body, declarations), Pipelines.Listener.NONE);
    }

    /**
     * Accepts a webhook that the {@link WebhookGate} has let in.
     *
     * @param body the bytes of the body, as they were received
     * @return its receipt
     * @throws RefusedException if the body is wrong or the source exceeds its rate limit; nothing was written
     * @throws com.ingestlayer.UnavailableException if a table or the queue did not answer, as above
     */
    public List<Receipt> ingest(WebhookSource source, Headers headers, byte[] body) throws RefusedException {
        IncomingEvent event = WebhookReader.read(source, headers, body, declarations);
        return take(source.sender(), List.of(event), Pipelines.Listener.NONE);
    }

    /**
     * Accepts an event that an agent sends to one pipeline. Only that pipeline runs, whatever its sources say.
     *
     * @param key a key that may invoke the pipeline
     * @param body the decoded body of the request
     * @param listener receives what the pipeline does with the event; it is not called for a duplicate
     * @return its receipt
     * @throws RefusedException if there is no such pipeline, it is not active, the body is wrong, or the agent exceeds
     *     its rate limit; nothing was written
     * @throws com.ingestlayer.UnavailableException if a table or the queue did not answer, as above
     */
    public Receipt invoke(ApiKey key, String pipeline, Headers headers, String body, Pipelines.Listener listener)
            throws RefusedException {
        Pipeline.Status status = pipelines
                .statusOf(pipeline)
                .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "There is no such pipeline.", List.of()));
        if (status != Pipeline.Status.ACTIVE) {
            String word = status.name().toLowerCase(Locale.ROOT);
            throw new RefusedException(
                    Reason.CONFLICT, "Nothing was taken: the pipeline is not active, but " + word + ".", List.of());
        }
        IncomingEvent event = WebhookReader.readAgents(headers, body, declarations);
        return take(key.senderTo(pipeline), List.of(event), listener).get(0);
    }

    private List<Receipt> take(Sender sender, List<IncomingEvent> incoming, Pipelines.Listener listener)
            throws RefusedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Identity> identities = new ArrayList<>(incoming.size());
        for (IncomingEvent event : incoming) {
            identities.add(Identity.of(event, sender.source(), declarations, ids, now));
        }
        Map<EventId, EventStore.Row> accepted = acceptedBefore(identities);

        List<Receipt> receipts = new ArrayList<>(incoming.size());
        List<IngestOutcome> duplicates = new ArrayList<>();
        List<Event> fresh = new ArrayList<>(incoming.size());
        Map<EventId, ObjectNode> inThisRequest = new HashMap<>();
        for (int i = 0; i < incoming.size(); i++) {
            Identity identity = identities.get(i);
            IncomingEvent event = incoming.get(i);
            Receipt receipt = receipt(event, identity, accepted, inThisRequest, now);
            receipts.add(receipt);
            if (receipt.duplicate()) {
                duplicates.add(IngestOutcome.duplicate(receipt, event.type(), sender.source()));
            } else {
                Instant receivedAt = event.timestamp().orElse(now).truncatedTo(ChronoUnit.MILLIS);
                fresh.add(new Event(identity.id(), event.type(), receivedAt, sender.source(), event.payload()));
            }
        }
        if (!fresh.isEmpty()) {
            checkRateLimit(sender, fresh.size());
            commit(fresh, now, listener).forEach(ingestListener::taken);
        }
        duplicates.forEach(ingestListener::taken);
        return receipts;
    }

    private static Receipt receipt(
            IncomingEvent event,
            Identity identity,
            Map<EventId, EventStore.Row> accepted,
            Map<EventId, ObjectNode> inThisRequest,
            Instant now) {
        Optional<EventId> original = identity.acceptedAs(accepted, now);
        if (original.isPresent()) {
            return repeat(original.get(), accepted.get(original.get()).payload(), event);
        }
        ObjectNode first = inThisRequest.putIfAbsent(identity.id(), event.payload());
        return first == null
                ? new Receipt(identity.id(), false)
                : repeat(identity.id(), Optional.of(PayloadHash.of(first)), event);
    }

    /** Returns the receipt of a repeated event; the hash is that of the first payload, if it is known. */
    private static Receipt repeat(EventId original, Optional<PayloadHash> payload, IncomingEvent event) {
        return new Receipt(
                original,
                true,
                payload.filter(hash -> !hash.equals(PayloadHash.of(event.payload())))
                        .isPresent());
    }

    /** Only new events count towards the rate limit; repeating an accepted event costs nothing. */
    private void checkRateLimit(Sender sender, int events) throws RefusedException {
        if (sender.rateLimit().isPresent()) {
            RateLimit limit = sender.rateLimit().get();
            Optional<Duration> wait = limiter.take(sender.bucket(), limit, events);
            if (wait.isPresent()) {
                throw RefusedException.rateLimited(
                        "At most " + limit.perSecond() + " events a second are taken here, and " + limit.burst()
                                + " at once. Send the same request again after the wait.",
                        wait.get());
            }
        }
    }

    private Map<EventId, EventStore.Row> acceptedBefore(List<Identity> identities) {
        Set<EventId> candidates = new HashSet<>();
        for (Identity identity : identities) {
            if (!identity.others().isEmpty()) {
                candidates.add(identity.id());
                candidates.addAll(identity.others());
            }
        }
        return candidates.isEmpty() ? Map.of() : store.find(candidates);
    }

    /** The deliveries that are queued for one event; usually there is one. */
    private record Queued(List<DeliveryKey> keys, Map<DeliveryKey, DeliveryTarget> targets) {
        static final Queued NOTHING = new Queued(List.of(), Map.of());

        Queued() {
            this(new ArrayList<>(1), new HashMap<>(2));
        }

        void add(DeliveryMessage message) {
            keys.add(message.key());
            targets.put(message.key(), message.target());
        }
    }

    private List<IngestOutcome> commit(List<Event> events, Instant now, Pipelines.Listener listener) {
        Map<EventId, List<Dropped>> dropped = new HashMap<>();
        Pipelines.Listener recorder = new Pipelines.Listener() {
            @Override
            public void dropped(Dropped drop) {
                dropped.computeIfAbsent(drop.event(), id -> new ArrayList<>()).add(drop);
                listener.dropped(drop);
            }

            @Override
            public void passed(Passed passed) {
                listener.passed(passed);
            }
        };
        List<DeliveryMessage> messages = new ArrayList<>();
        Map<EventId, Queued> queued = new HashMap<>();
        for (OutgoingDelivery rendered : pipelines.run(events, recorder)) {
            DeliveryMessage message = rendered.message(now);
            messages.add(message);
            queued.computeIfAbsent(message.key().eventId(), id -> new Queued()).add(message);
        }
        if (!messages.isEmpty()) {
            queue.send(messages);
        }
        List<AcceptedEvent> accepted = new ArrayList<>(events.size());
        List<IngestOutcome> taken = new ArrayList<>(events.size());
        for (Event event : events) {
            Queued deliveries = queued.getOrDefault(event.id(), Queued.NOTHING);
            accepted.add(new AcceptedEvent(event, now, deliveries.keys(), deliveries.targets()));
            taken.add(IngestOutcome.fresh(
                    event.id(),
                    event.type(),
                    event.source(),
                    deliveries.keys().size(),
                    dropped.getOrDefault(event.id(), List.of())));
        }
        store.append(accepted);
        return taken;
    }
}
