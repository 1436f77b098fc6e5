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
 * Executes planned replays. After a run that died, all of them may be executed again: the number of each replay is
 * fixed, so a message that was sent twice is delivered once. Methods throw {@link com.ingestlayer.UnavailableException}
 * if a table or queue does not answer. Thread-safe.
 */
public final class Replayer {
    private final EventHistory history;
    private final Rerun rerun;
    private final DeliveryQueue queue;
    private final DeadLetters deadLetters;
    private final Executor executor;

    /** @param executor reads events in parallel */
    public Replayer(
            EventHistory history, Rerun rerun, DeliveryQueue queue, DeadLetters deadLetters, Executor executor) {
        this.history = requireNonNull(history, "history is null");
        this.rerun = requireNonNull(rerun, "rerun is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** Receives what was sent, after it was sent. */
    public interface Listener {
        void sent(List<PlannedReplay> replays);

        /** Called about once a second with the number of dead letters that others hide at the moment. */
        default void waitsFor(long hidden) {}
    }

    /**
     * Sends the dead letters of these deliveries as they are, and deletes each one after it was sent.
     *
     * @param batch the maximum number of messages that are sent before the listener is called
     */
    public void sendDeadLetters(List<PlannedReplay> replays, int batch, Listener listener) {
        Map<DeliveryKey, PlannedReplay> open =
                replays.stream().collect(Collectors.toMap(PlannedReplay::key, Function.identity()));
        Map<DeliveryKey, Integer> numbers = new HashMap<>();
        replays.forEach(planned -> numbers.put(planned.key(), planned.replay()));
        deadLetters.walk(true, new DeadLetters.Visitor() {
            @Override
            public Set<String> visit(List<DeadLetterEntry> entries) {
                List<DeadLetterEntry> selected = entries.stream()
                        .filter(entry -> entry.message()
                                .filter(message -> open.containsKey(message.key()))
                                .isPresent())
                        .toList();
                for (int from = 0; from < selected.size(); from += batch) {
                    send(selected.subList(from, Math.min(from + batch, selected.size())));
                }
                return selected.stream()
                        .map(entry -> entry.letter().messageId())
                        .collect(Collectors.toSet());
            }

            /**
             * Two letters may belong to one delivery: the second one is sent with the same number, so it is delivered
             * once.
             */
            private void send(List<DeadLetterEntry> entries) {
                List<DeliveryMessage> messages = entries.stream()
                        .flatMap(entry -> entry.message().stream())
                        .toList();
                queue.send(messages.stream()
                        .map(message -> message.asReplay(numbers.get(message.key())))
                        .toList());
                deadLetters.purge(entries);
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
     * Sends deliveries whose bodies are rendered again from the stored events.
     *
     * @return the replays that were not sent, because the event is gone or the pipelines do not send it there now
     */
    public List<PlannedReplay> send(List<PlannedReplay> replays) {
        List<EventId> ids = replays.stream()
                .map(planned -> planned.key().eventId())
                .distinct()
                .toList();
        List<CompletableFuture<Optional<ArchivedEvent>>> reads = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(() -> history.find(id), executor))
                .toList();
        List<Event> events = Reads.all(reads).stream()
                .flatMap(Optional::stream)
                .map(ArchivedEvent::event)
                .toList();
        Map<DeliveryKey, DeliveryMessage> messages =
                rerun.messages(events, replays.stream().map(PlannedReplay::key).toList());
        List<DeliveryMessage> sent = new ArrayList<>();
        List<PlannedReplay> unsent = new ArrayList<>();
        for (PlannedReplay planned : replays) {
            Optional.ofNullable(messages.get(planned.key()))
                    .ifPresentOrElse(
                            message -> sent.add(message.asReplay(planned.replay())), () -> unsent.add(planned));
        }
        if (!sent.isEmpty()) {
            queue.send(sent);
        }
        return unsent;
    }
}
