package com.ingestlayer.deadletter;

import com.ingestlayer.MutableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class InMemoryDeadLetterQueueTest extends DeadLetterQueueContract {
    private final InMemoryDeadLetterQueue queue =
            new InMemoryDeadLetterQueue(new MutableClock(Instant.parse("2026-01-31T10:00:00Z")));

    @Override
    protected DeadLetterQueue queue() {
        return queue;
    }

    @Override
    protected void put(List<String> texts) {
        texts.forEach(text -> queue.add("m" + text, text));
    }

    @Override
    protected Map<String, String> sentAgain() {
        Map<String, String> sent = new HashMap<>();
        for (int i = 0; i < queue.sent.size(); i++) {
            sent.put(queue.sent.get(i), queue.groups.get(i));
        }
        return sent;
    }
}
