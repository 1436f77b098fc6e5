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
 * Goes through the dead-letter queue. A queue shows its messages only by handing them out, so each is hidden from others
 * until the walk ends or the hiding time is over; what is not taken out is given back at the end. Whoever is killed in the
 * middle leaves messages hidden, none lost. Thread-safe.
 */
public final class DeadLetters {
    private static final Duration SHORTEST_HIDING = Duration.ofSeconds(15);
    private static final Duration LONGEST_HIDING = Duration.ofMinutes(15);
    /** How many messages a walk is expected to see in a second, at the least. */
    private static final int MESSAGES_PER_SECOND = 200;
    /** On top of the hiding time, until hidden messages must have come back. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final DeadLetterQueue queue;
    private final DeliveryRecords records;
    private final Clock clock;

    public DeadLetters(DeadLetterQueue queue, DeliveryRecords records, Clock clock) {
        this.queue = requireNonNull(queue, "queue is null");
        this.records = requireNonNull(records, "records is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What a walk does. */
    public interface Visitor {
        /**
         * Sees some messages, each once in a walk.
         *
         * @return the ids of those that are no longer in the queue
         */
        Set<String> visit(List<DeadLetterEntry> findings);

        /** Whether the rest of the queue is of no interest. */
        default boolean isDone() {
            return false;
        }

        /** Hears, about once a second, how many messages others hide at the moment. */
        default void waitsFor(long hidden) {}
    }

    public DeadLetterQueue.Counts counts() {
        return queue.counts();
    }

    /**
     * Shows every message to a visitor.
     *
     * @param patient waits for messages that others have hidden, a killed run too, for as long as they may be
     * @throws com.ingestlayer.UnavailableException when the queue or the table does not answer; everything is given back
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
                    held.keySet().removeAll(visitor.visit(findings(fresh)));
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
     * Sends messages to the deliveries queue, with all their attempts before them, and only then deletes them: whoever dies in
     * between has them sent again, under the same ids.
     */
    public void redrive(List<DeadLetterEntry> findings) {
        Map<String, DeliveryKey> deliveries = new HashMap<>();
        findings.forEach(finding -> finding.message()
                .ifPresent(message -> deliveries.put(finding.letter().messageId(), message.key())));
        queue.sendAgain(findings.stream().map(DeadLetters::withAllAttempts).toList(), deliveries);
        queue.delete(findings.stream().map(DeadLetterEntry::letter).toList());
    }

    /** One that the queue moved by itself may have had attempts before it left flight to wait; its text says how many. */
    private static DeadLetter withAllAttempts(DeadLetterEntry finding) {
        DeadLetter letter = finding.letter();
        return finding.message()
                .filter(message -> message.attempt() > 0)
                .map(message -> new DeadLetter(
                        letter.messageId(),
                        letter.receiptHandle(),
                        DeliveryMessageCodec.encode(message.asRedriven()),
                        letter.sentAt(),
                        letter.trace()))
                .orElse(letter);
    }

    /** Deletes messages for good. */
    public void purge(List<DeadLetterEntry> findings) {
        queue.delete(findings.stream().map(DeadLetterEntry::letter).toList());
    }

    private List<DeadLetterEntry> findings(List<DeadLetter> letters) {
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
                            message.map(ours -> known.get(ours.key())));
                })
                .toList();
    }
}
