package com.ingestlayer.delivery;

import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Simulates the deliveries queue and its dead-letter queue with the behaviour of SQS: delays, visibility, receive
 * counts and redrive.
 */
final class SimulatedQueues implements RetryScheduler {
    private static final Duration VISIBILITY = Duration.ofMinutes(3);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final int MAX_RECEIVES = 5;

    private static final class Entry {
        private final String id;
        private final String text;
        private Instant visibleAt;
        private int receives;

        Entry(String id, String text, Instant visibleAt) {
            this.id = id;
            this.text = text;
            this.visibleAt = visibleAt;
        }
    }

    private final List<Entry> waiting = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private final Supplier<Instant> now;
    private final Supplier<Instant> processClock;
    private int ids;

    /**
     * Creates both queues, empty.
     *
     * @param now the clock of the queues
     * @param processClock the clock of the calling process
     */
    SimulatedQueues(Supplier<Instant> now, Supplier<Instant> processClock) {
        this.now = now;
        this.processClock = processClock;
    }

    void send(String text, Duration delay) {
        waiting.add(new Entry("m" + ids++, text, now.get().plus(delay)));
    }

    List<String> letters() {
        return letters;
    }

    /** Returns when the next message can be received; empty if there is none. */
    Optional<Instant> nextAt() {
        return waiting.stream().map(entry -> entry.visibleAt).min(Comparator.naturalOrder());
    }

    /** Returns a visible message. A message that was received too often is moved to the dead-letter queue. */
    Optional<ReceivedMessage> receive() {
        Entry entry = waiting.stream()
                .filter(each -> !each.visibleAt.isAfter(now.get()))
                .findFirst()
                .orElseThrow();
        if (entry.receives == MAX_RECEIVES) {
            waiting.remove(entry);
            letters.add(entry.text);
            return Optional.empty();
        }
        entry.receives++;
        entry.visibleAt = now.get().plus(VISIBILITY);
        return Optional.of(new ReceivedMessage(entry.id, entry.id, entry.receives, entry.text));
    }

    void delete(String id) {
        waiting.removeIf(entry -> entry.id.equals(id));
    }

    @Override
    public void hide(String receiptHandle, Duration delay) {
        waiting.stream()
                .filter(entry -> entry.id.equals(receiptHandle))
                .forEach(entry -> entry.visibleAt = now.get().plus(delay));
    }

    @Override
    public void postpone(ReceivedMessage received, DeliveryMessage message) {
        Duration wait = message.waitAt(processClock.get());
        Duration half = LONGEST_DELAY.dividedBy(2);
        Duration delay = wait.compareTo(LONGEST_DELAY) <= 0
                ? wait
                : wait.compareTo(LONGEST_DELAY.plus(half)) < 0 ? wait.minus(half) : LONGEST_DELAY;
        send(DeliveryMessageCodec.encode(message), delay);
    }

    @Override
    public void bury(ReceivedMessage received, DeliveryMessage message) {
        letters.add(DeliveryMessageCodec.encode(message.asDeadLetter()));
    }
}
