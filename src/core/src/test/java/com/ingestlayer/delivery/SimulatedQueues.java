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

/** The deliveries queue and its dead-letter queue as SQS has them: delays, visibility, receive counts and redrive. */
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
     * Both queues, empty.
     *
     * @param now of the queues themselves
     * @param processClock of the process that calls
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

    /** When the next message can be received; empty when there is none. */
    Optional<Instant> nextAt() {
        return waiting.stream().map(entry -> entry.visibleAt).min(Comparator.naturalOrder());
    }

    /** A message that can be seen; one that was received too often goes where it belongs. */
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
