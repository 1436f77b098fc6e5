package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.history.ArchivedEvent;
import com.ingestlayer.history.EventHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does planned replays. All may be done again after a run that died: the number of each is fixed, so whatever was sent twice
 * is delivered once. Throws {@link com.ingestlayer.UnavailableException} when a table or queue does not answer. Thread-safe.
 */
public final class Replayer {
    private final EventHistory archive;
    private final Rerun rerun;
    private final DeliveryQueue queue;
    private final DeadLetters deadLetters;
    private final Executor executor;

    /** @param executor reads events, side by side */
    public Replayer(
            EventHistory archive, Rerun rerun, DeliveryQueue queue, DeadLetters deadLetters, Executor executor) {
        this.archive = requireNonNull(archive, "archive is null");
        this.rerun = requireNonNull(rerun, "rerun is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** Hears what was sent, after it was. */
    public interface Listener {
        void sent(List<PlannedReplay> replays);

        /** Hears, about once a second, how many dead letters others hide at the moment. */
        default void waitsFor(long hidden) {}
    }

    /**
     * Sends the dead letters of these deliveries as they are, and takes each out of its queue after it was sent.
     *
     * @param batch how many are sent at most before the listener hears of them
     */
    public void sendDeadLetters(List<PlannedReplay> replays, int batch, Listener listener) {
        Map<DeliveryKey, PlannedReplay> open =
                replays.stream().collect(Collectors.toMap(PlannedReplay::key, Function.identity()));
        Map<DeliveryKey, Integer> numbers = new HashMap<>();
        replays.forEach(planned -> numbers.put(planned.key(), planned.replay()));
        deadLetters.walk(true, new DeadLetters.Visitor() {
            @Override
            public Set<String> visit(List<DeadLetterEntry> findings) {
                List<DeadLetterEntry> meant = findings.stream()
                        .filter(finding -> finding.message()
                                .filter(message -> open.containsKey(message.key()))
                                .isPresent())
                        .toList();
                for (int from = 0; from < meant.size(); from += batch) {
                    send(meant.subList(from, Math.min(from + batch, meant.size())));
                }
                return meant.stream()
                        .map(finding -> finding.letter().messageId())
                        .collect(Collectors.toSet());
            }

            /** Two letters may be of one delivery: the second one goes out with the same number, and is delivered once. */
            private void send(List<DeadLetterEntry> findings) {
                List<DeliveryMessage> messages = findings.stream()
                        .flatMap(finding -> finding.message().stream())
                        .toList();
                queue.send(messages.stream()
                        .map(message -> message.asReplay(numbers.get(message.key())))
                        .toList());
                deadLetters.purge(findings);
                listener.sent(messages.stream()
                        .map(message -> Optional.ofNullable(open.remove(message.key())))
                        .flatMap(Optional::stream)
                        .toList());
            }

            @Override
            public boolean isDone() {
                return open.isEmpty();
            }

            @Override
            public void waitsFor(long hidden) {
                listener.waitsFor(hidden);
            }
        });
    }

    /**
     * Sends deliveries whose bodies are made anew from the stored events.
     *
     * @return those that were not sent: the event is gone, or the pipelines do not send it there now
     */
    public List<PlannedReplay> send(List<PlannedReplay> replays) {
        List<EventId> ids = replays.stream()
                .map(planned -> planned.key().eventId())
                .distinct()
                .toList();
        List<CompletableFuture<Optional<ArchivedEvent>>> reads = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(() -> archive.find(id), executor))
                .toList();
        List<Event> events = Reads.all(reads).stream()
                .flatMap(Optional::stream)
                .map(ArchivedEvent::event)
                .toList();
        Map<DeliveryKey, DeliveryMessage> messages =
                rerun.messages(events, replays.stream().map(PlannedReplay::key).toList());
        List<DeliveryMessage> sent = new ArrayList<>();
        List<PlannedReplay> left = new ArrayList<>();
        for (PlannedReplay planned : replays) {
            Optional.ofNullable(messages.get(planned.key()))
                    .ifPresentOrElse(message -> sent.add(message.asReplay(planned.replay())), () -> left.add(planned));
        }
        if (!sent.isEmpty()) {
            queue.send(sent);
        }
        return left;
    }
}
