package com.ingestlayer.window;

import com.ingestlayer.event.EventId;
import java.util.HashSet;
import java.util.Set;

class InMemoryWindowCountersTest extends WindowCountersContract {
    private final Set<EventId> accepted = new HashSet<>();
    private final WindowCounters slots = new InMemoryWindowCounters(accepted::contains, clock);

    @Override
    protected WindowCounters slots() {
        return slots;
    }

    @Override
    protected void accept(EventId event) {
        accepted.add(event);
    }
}
