package com.ingestlayer.local.chaos;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what went wrong, by kind. Thread-safe. */
public final class FaultCounter {
    private final Map<Fault, AtomicInteger> counts = new EnumMap<>(Fault.class);

    FaultCounter() {
        for (Fault fault : Fault.values()) {
            counts.put(fault, new AtomicInteger());
        }
    }

    void count(Fault fault) {
        counts.get(fault).incrementAndGet();
    }

    int of(Fault fault) {
        return counts.get(fault).get();
    }

    int total() {
        return counts.values().stream().mapToInt(AtomicInteger::get).sum();
    }
}
