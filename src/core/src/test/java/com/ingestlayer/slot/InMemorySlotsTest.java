package com.ingestlayer.slot;

import com.ingestlayer.event.EventId;
import java.util.HashSet;
import java.util.Set;

class InMemorySlotsTest extends SlotsContract {
    private final Set<EventId> accepted = new HashSet<>();
    private final Slots slots = new InMemorySlots(accepted::contains, clock);

    @Override
    protected Slots slots() {
        return slots;
    }

    @Override
    protected void accept(EventId event) {
        accepted.add(event);
    }
}
