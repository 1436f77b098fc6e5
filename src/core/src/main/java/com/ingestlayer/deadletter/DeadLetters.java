package com.ingestlayer.deadletter;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.MalformedMessageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the dead-letter queue. A queue shows its messages only by handing them out, so each one is hidden from
 * others until the walk ends or its hiding time is over. Messages that are not removed are released at the end. If the
 * process is killed in the middle, messages stay hidden for a while, but none are lost. Thread-safe.
 */
public final class DeadLetters {
    private static final Duration SHORTEST_HIDING = Duration.ofSeconds(15);
    private static final Duration LONGEST_HIDING = Duration.ofMinutes(15);
    /** The number of messages that a walk is expected to see per second, at the least. */
    private static final int MESSAGES_PER_SECOND = 200;
    /** The margin after the hiding time by which hidden messages must be visible again. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final DeadLetterQueue queue;
    private final DeliveryRecords records;
    private final Clock clock;

    public DeadLetters(DeadLetterQueue queue, DeliveryRecords records, Clock clock) {
        this.queue = requireNonNull(queue, "queue is null");
        this.records = requireNonNull(records, "records is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Receives the messages of a walk. */
    public interface Visitor {
        /**
         * Receives some messages; each message is passed once per walk.
         *
         * @return the ids of the messages that are no longer in the queue
         */
        Set<String> visit(List<DeadLetterEntry> entries);

        /** Returns whether the walk can end before the end of the queue. */
        default boolean isDone() {
            return false;
        }

        /** Called about once a second with the number of messages that others hide at the moment. */
        default void waitsFor(long hidden) {}
    }

    public DeadLetterQueue.Counts counts() {
        return queue.counts();
    }

    /**
     * Passes every message to a visitor.
     *
     * @param patient whether to wait for messages that others have hidden, also by a killed run, until their hiding
     *     time must be over
     * @throws com.ingestlayer.UnavailableException if the queue or the table does not answer; all messages are released
     */
    public void walk(boolean patient, Visitor visitor) {
        DeadLetterQueue.Counts counts = queue.counts();
        Duration hiding = hiding(counts.visible() + counts.hidden());
        Duration patience = (patient ? LONGEST_HIDING : hiding).plus(SLACK);
        Map<String, String> held = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Instant end = clock.instant().plus(patience);
        try {
            while (!visitor.isDone()) {
                List<DeadLetter> received = queue.receive(hiding);
                received.forEach(letter -> held.put(letter.messageId(), letter.receiptHandle()));
                List<DeadLetter> fresh = received.stream()
                        .filter(letter -> seen.add(letter.messageId()))
                        .toList();
                if (!fresh.isEmpty()) {
                    end = clock.instant().plus(patience);
                    held.keySet().removeAll(visitor.visit(entries(fresh)));
                } else if (!clock.instant().isBefore(end)
                        || (received.isEmpty() && !(patient && othersHideSome(held.size(), visitor)))) {
                    return;
                }
            }
        } finally {
            queue.giveBack(held.values());
        }
    }

    private boolean othersHideSome(int held, Visitor visitor) {
        DeadLetterQueue.Counts counts = queue.counts();
        if (counts.hidden() > held) {
            visitor.waitsFor(counts.hidden() - held);
        }
        return counts.visible() > 0 || counts.hidden() > held;
    }

    private static Duration hiding(long messages) {
        Duration hiding = SHORTEST_HIDING.plusSeconds(messages / MESSAGES_PER_SECOND);
        return hiding.compareTo(LONGEST_HIDING) > 0 ? LONGEST_HIDING : hiding;
    }

    /**
     * Sends messages to the deliveries queue, with all their attempts ahead of them, and deletes them only afterwards.
     * If the process dies in between, they are sent again later under the same ids.
     */
    public void redrive(List<DeadLetterEntry> entries) {
        Map<String, DeliveryKey> deliveries = new HashMap<>();
        entries.forEach(entry -> entry.message()
                .ifPresent(message -> deliveries.put(entry.letter().messageId(), message.key())));
        queue.sendAgain(entries.stream().map(DeadLetters::withAllAttempts).toList(), deliveries);
        queue.delete(entries.stream().map(DeadLetterEntry::letter).toList());
    }

    /**
     * Resets the attempts in the text of a message. A message that SQS moved may have made attempts before it left the
     * in-flight state, and its text contains their number.
     */
    private static DeadLetter withAllAttempts(DeadLetterEntry entry) {
        DeadLetter letter = entry.letter();
        return entry.message()
                .filter(message -> message.attempt() > 0)
                .map(message -> new DeadLetter(
                        letter.messageId(),
                        letter.receiptHandle(),
                        DeliveryMessageCodec.encode(message.asRedriven()),
                        letter.sentAt(),
                        letter.trace()))
                .orElse(letter);
    }

    /** Deletes messages permanently. */
    public void purge(List<DeadLetterEntry> entries) {
        queue.delete(entries.stream().map(DeadLetterEntry::letter).toList());
    }

    private List<DeadLetterEntry> entries(List<DeadLetter> letters) {
        Map<String, DeliveryMessage> messages = new HashMap<>();
        Map<String, String> poison = new HashMap<>();
        for (DeadLetter letter : letters) {
            try {
                messages.put(letter.messageId(), DeliveryMessageCodec.decode(letter.text()));
            } catch (MalformedMessageException e) {
                poison.put(letter.messageId(), e.getMessage());
            }
        }
        Map<DeliveryKey, DeliveryRecord> known = messages.isEmpty()
                ? Map.of()
                : records.find(messages.values().stream()
                        .map(DeliveryMessage::key)
                        .distinct()
                        .toList());
        return letters.stream()
                .map(letter -> {
                    Optional<DeliveryMessage> message = Optional.ofNullable(messages.get(letter.messageId()));
                    return new DeadLetterEntry(
                            letter,
                            message,
                            Optional.ofNullable(poison.get(letter.messageId())),
                            message.map(decoded -> known.get(decoded.key())));
                })
                .toList();
    }
}
