package com.ingestlayer.deadletter;

import com.ingestlayer.MutableClock;
import com.ingestlayer.Unavailability;
import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both queues in memory. An empty receive moves the clock by the second that a real one waits. */
public final class InMemoryDeadLetterQueue implements DeadLetterQueue {
    public final Unavailability deletes = new Unavailability();
    /** The texts that were sent again, in order. */
    public final List<String> sent = new ArrayList<>();
    /** The groups of the texts that were sent again, in order. */
    public final List<String> groups = new ArrayList<>();

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
    private final Map<String, Instant> hiddenUntil = new LinkedHashMap<>();
    private final MutableClock clock;
    private int handles;

    public InMemoryDeadLetterQueue(MutableClock clock) {
        this.clock = clock;
    }

    /** Adds a message. */
    public void add(String messageId, String text) {
        letters.put(messageId, new DeadLetter(messageId, messageId + "#0", text, clock.instant(), Optional.empty()));
    }

    public List<String> texts() {
        return letters.values().stream().map(DeadLetter::text).toList();
    }

    private boolean isHidden(String messageId) {
        return hiddenUntil.containsKey(messageId) && hiddenUntil.get(messageId).isAfter(clock.instant());
    }

    @Override
    public Counts counts() {
        long hidden = letters.keySet().stream().filter(this::isHidden).count();
        return new Counts(letters.size() - hidden, hidden);
    }

    @Override
    public List<DeadLetter> receive(Duration hideFor) {
        List<DeadLetter> received = letters.values().stream()
                .filter(letter -> !isHidden(letter.messageId()))
                .limit(10)
                .toList();
        if (received.isEmpty()) {
            clock.advance(Duration.ofSeconds(1));
        }
        handles++;
        return received.stream()
                .map(letter -> {
                    DeadLetter now = new DeadLetter(
                            letter.messageId(),
                            letter.messageId() + "#" + handles,
                            letter.text(),
                            letter.sentAt(),
                            letter.trace());
                    letters.put(now.messageId(), now);
                    hiddenUntil.put(now.messageId(), clock.instant().plus(hideFor));
                    return now;
                })
                .toList();
    }

    @Override
    public void sendAgain(List<DeadLetter> again, Map<String, DeliveryKey> deliveries) {
        again.forEach(letter -> {
            sent.add(letter.text());
            groups.add(Optional.ofNullable(deliveries.get(letter.messageId()))
                    .map(key -> key.pipeline() + "/" + key.destination())
                    .orElse(""));
        });
    }

    @Override
    public void delete(List<DeadLetter> gone) {
        deletes.check("the dead-letter queue");
        gone.forEach(letter -> letters.remove(letter.messageId()));
    }

    @Override
    public void giveBack(Collection<String> receiptHandles) {
        letters.values().stream()
                .filter(letter -> receiptHandles.contains(letter.receiptHandle()))
                .forEach(letter -> hiddenUntil.remove(letter.messageId()));
    }
}
